import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wizardScreensOf } from '../../scripts/screens.ts';
import { findLab } from '../../src/lab/lab.ts';
import { packageRoot } from '../../src/package.ts';
import { cli } from '../support/diagnosis.ts';
import { describeLive, sharedLab, uniqueName } from '../support/live-lab.ts';
import { wizardScreens } from '../support/wizard-screens.ts';
import { shownCommands } from './shown-commands.ts';

/** Those that run nowhere here, and why. */
const notRun: readonly (readonly [command: RegExp, reason: string])[] = [
  [/^npm (?:start|run build)$/, 'sets up the checkout itself; CI runs both before the tests'],
  [/^sudo qdoctor$/, 'the wizard, which is driven by keys in test/wizard'],
  [/--host /, 'needs a server, which test/host/ssh.live.test.ts has'],
  [/--hosts 3|default-\$host|fault tunnel-gone/, 'a lab of several hosts, which test/fleet has'],
];

const folder = '/run/docs';

/** What stands in the docs for something of the reader's own, and what takes its place in the lab. */
const stands: readonly (readonly [RegExp, string])[] = [
  [/\b10\.11\.12\.5\b/g, '10.11.12.4'],
  [/\b64421246\b/g, '4338c261'],
  [/\/etc\/qdoctor\/checks/g, 'site-checks'],
  [/--wait 30/g, '--wait 1'],
  [/\bfleet \*\.tar\.gz/g, 'fleet recordings/*.tar.gz'],
  [/\bfleet RECORDINGS\b/g, 'fleet recordings'],
  [/\bfleet net01\.tar\.gz cmp01\.tar\.gz/g, 'fleet recordings/net1.tar.gz recordings/cmp1.tar.gz'],
  [/ cmp02\.tar\.gz/g, ' recordings/cmp2.tar.gz'],
  [/\bwrong-tag\.tar\.gz\b/g, join(packageRoot, 'test/recordings/lab-neutron-wrong-tag.tar.gz')],
  // Until Ctrl-C.
  [/^sudo (qdoctor --ci --watch)/, 'timeout -s INT --preserve-status 5 $1'],
  [/\btcpdump -i eth0/g, 'timeout -s INT 2 tcpdump -i any'],
];

const session = 'root@net01:~# ip netns\nqrouter-5d3c9a80-1f4e-4b7a-8c55-0a7be0d2f913\n';
const healthy = join(packageRoot, 'test/recordings/lab-neutron-healthy');
const broken = join(packageRoot, 'recordings/no-offer/broken');

/** Files that the commands name, and tools of the reader's desktop. */
const setUp = `set -e
mkdir -p ${folder}/bin ${folder}/site-checks; cd ${folder}
printf '#!/bin/sh\\nexec "$@"\\n' >bin/sudo
printf '#!/bin/sh\\nexec %s "$@"\\n' '${cli.join(' ')}' >bin/qdoctor
printf '#!/bin/sh\\ncat ${folder}/ticket.txt\\n' >bin/wl-paste
chmod +x bin/*
printf '%s' '${session}' >ticket.txt
cp ${packageRoot}/test/recordings/captures/dhclient.pcapng capture.pcap
cp ${packageRoot}/docs/custom-checks/site-gateway-not-first.js .
cp site-gateway-not-first.js site-checks
printf 'version: 1\\ntitle: Ours\\nsteps: [{check: vlan}]\\n' >our-site.yaml
cp -r ${packageRoot}/test/recordings/lab-cloud recordings
ln -s ${healthy} FOLDER; ln -s ${healthy} NEW; ln -s ${broken} OLD
tar -czf qdoctor-net01.tar.gz -C ${healthy}/.. "$(basename ${healthy})"
`;

const shownIn = ({ page, line }: (typeof shownCommands)[number]) => [line, page] as const;
const run = shownCommands.filter(({ line }) => !notRun.some(([pattern]) => pattern.test(line)));
const isOfLab = (line: string): boolean => / lab /.test(line);

const filled = (line: string): string => stands.reduce((text, [pattern, by]) => text.replace(pattern, by), line);

/** Nothing wrong with the call: 0 or a finding (1), or what could not be known (3), as of an excerpt. */
const goodEnds = [0, 1, 3];

test('each reason for not running a command is that of one which is shown', () => {
  for (const [pattern] of notRun) expect(shownCommands.filter(({ line }) => pattern.test(line))).not.toEqual([]);
});

describeLive('the commands in README and docs', () => {
  const lab = sharedLab('neutron');

  beforeAll(async () => {
    expect(await lab().run(['sh', '-c', setUp])).toMatchObject({ kind: 'exited', exitCode: 0, stderr: '' });
  });

  test.each(run.filter(({ line }) => !isOfLab(line)).map(shownIn))('%s (%s)', async (line) => {
    const end = await lab().run(['sh', '-c', `cd ${folder} && PATH=${folder}/bin:$PATH && ${filled(line)}`]);
    if (end.kind !== 'exited') throw new Error(end.kind);
    expect(end.stderr).not.toMatch(/^qdoctor: (?!Fix log|Bringing|Saved)/m);
    expect(line.includes('--watch') ? [130] : goodEnds).toContain(end.exitCode);
  });

  test('the screens of docs/wizard.md are those of the wizard', async () => {
    const shown = wizardScreensOf(readFileSync(join(packageRoot, 'docs/wizard.md'), 'utf8'));
    const real = await wizardScreens(lab());
    expect([...shown.keys()]).toEqual([...real.keys()]);
    for (const [name, screen] of real) expect([name, anyVersion(shown.get(name))]).toEqual([name, anyVersion(screen)]);
  });
});

/** A screen of whatever Open vSwitch there is, wrapped wherever its name has its end. */
const anyVersion = (screen = ''): string =>
  screen.replace(/Open\s+vSwitch\s+[\d.]+/, 'Open vSwitch').replace(/\s+/g, ' ');

describeLive('the commands of the lab in README and docs', () => {
  const name = uniqueName();
  const bin = mkdtempSync(join(tmpdir(), 'qdoctor-docs-'));
  for (const [tool, command] of [
    ['sudo', ''],
    ['qdoctor', cli.join(' ')],
  ] as const) {
    writeFileSync(join(bin, tool), `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  }
  afterAll(async () => {
    rmSync(bin, { recursive: true });
    await (await findLab(name))?.down();
  });

  // In their order: each needs those before it.
  test.each(run.filter(({ line }) => isOfLab(line)).map(shownIn))('%s (%s)', (line) => {
    const named = line.replace(/ lab (up|fault|heal|run|down|status)\b/, ` lab $1 --name ${name}`);
    const { status, stderr } = spawnSync('sh', ['-c', named], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    });
    expect(stderr).not.toMatch(/^qdoctor: /m);
    // A fault is diagnosed.
    expect(status).toBe(/ run -- qdoctor --ci$/.test(line) ? 1 : 0);
  });
});
