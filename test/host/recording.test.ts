import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { Command } from '../../src/host/host.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { manifest } from '../support/archives.ts';
import { diagnosisOf } from '../support/recorded-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-recording-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const freshFolder = (): string => {
  count += 1;
  return join(folder, String(count));
};

const echo: Command = { argv: ['echo'] };

function bundle(content: unknown, files: Readonly<Record<string, string>> = {}): string {
  const target = freshFolder();
  mkdirSync(target);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(target, name), text);
  writeFileSync(join(target, 'manifest.json'), typeof content === 'string' ? content : JSON.stringify(content));
  return target;
}

const withFile = (file: string) => ({
  ...manifest,
  commands: [{ argv: ['echo'], end: { kind: 'exited', exitCode: 0, file, stderr: '' } }],
});

/** What a user is told, or what the command printed. */
async function openedAndRun(path: string): Promise<string> {
  try {
    const [result] = await Promise.resolve(openRecording(path)).then((host) => host.run([echo]));
    return result?.kind === 'exited' ? `printed ${result.stdout}` : (result?.kind ?? 'nothing');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.exitCode).toBe(2);
    return error.message.replaceAll(folder, '');
  }
}

describe('a bundle by somebody else', () => {
  test('that is whole is read', async () => {
    expect(await openedAndRun(bundle(manifest, { echo: 'hello\n' }))).toBe('printed hello\n');
  });

  test.each([
    ['not JSON', 'not\nJSON', /Cannot read .*: Unexpected token/],
    ['empty', '', /Cannot read .*: Unexpected end of JSON input/],
    ['nothing but null', 'null', /is not a qdoctor\.bundle\/1 manifest: Invalid input/],
    ['of another format', { ...manifest, format: 'qdoctor.bundle/9' }, /: format: /],
    ['without commands', { ...manifest, commands: undefined }, /: commands: /],
    [
      'with an empty command',
      { ...manifest, commands: [{ ...manifest.commands[0], argv: [] }] },
      /: commands\.0\.argv: /,
    ],
    [
      'with an end of an unknown kind',
      { ...manifest, commands: [{ argv: ['echo'], end: { kind: 'x' } }] },
      /: commands\.0\.end/,
    ],
    ['with more than there should be', { ...manifest, owned: true }, /owned/],
  ])('whose manifest is %s is refused in one sentence', async (_name, content, message) => {
    expect(await openedAndRun(bundle(content, { echo: 'hello\n' }))).toMatch(message);
  });

  test('that has a capture twice replays both, and then begins anew', async () => {
    const streamed = (file: string) => ({ argv: ['tcpdump'], end: { kind: 'streamed', file } });
    const commands = [streamed('captures/one'), streamed('captures/two')];
    const target = bundle({ ...manifest, commands });
    mkdirSync(join(target, 'captures'));
    for (const name of ['one', 'two']) writeFileSync(join(target, 'captures', name), name);
    const host = await openRecording(target);
    const replayed = async () => {
      const { output, stop } = host.stream({ argv: ['tcpdump'] }, 'listening');
      for await (const piece of output) {
        await stop();
        return Buffer.from(piece).toString();
      }
      return undefined;
    };
    expect([await replayed(), await replayed(), await replayed()]).toEqual(['one', 'two', 'one']);
  });

  test.each(['/etc/passwd', '../../../../../../etc/passwd', 'missing', '..', '.', '', 'a/../../b'])(
    'whose manifest names the file %j reads nothing outside of its folder',
    async (file) => {
      expect(await openedAndRun(bundle(withFile(file)))).toMatch(/is listed in manifest\.json, but missing/);
    },
  );

  test('whose file is a link to elsewhere is refused', async () => {
    const target = bundle(withFile('link'));
    symlinkSync('/etc/passwd', join(target, 'link'));
    expect(await openedAndRun(target)).toMatch(/is listed in manifest\.json, but missing/);
  });

  test('whose manifest is a folder is refused', async () => {
    const target = freshFolder();
    mkdirSync(join(target, 'manifest.json'), { recursive: true });
    expect(await openedAndRun(target)).toMatch(/Cannot read .*: it is a folder/);
  });
});

describe('a folder of saved outputs', () => {
  test('is read by the names that sosreport gives', async () => {
    const target = freshFolder();
    mkdirSync(target);
    writeFileSync(join(target, 'ip_netns_exec_qrouter-1_ip_address_show'), 'one');
    writeFileSync(join(target, 'netstat_-nr.txt'), 'two');
    const host = openRecording(target);
    expect(host.source).toBe('directory');
    expect(
      await host.run([
        { argv: ['/sbin/ip', 'netns', 'exec', 'qrouter-1', 'ip', 'address', 'show'] },
        { argv: ['netstat', '-nr'] },
        { argv: ['route', '-n'] },
      ]),
    ).toMatchObject([{ stdout: 'one' }, { stdout: 'two' }, { kind: 'not-recorded' }]);
  });

  test.each<[file: string, argv: Command['argv']]>([
    ['ip_netns_exec_qdhcp-1_ip_-d_link_show', ['ip', 'netns', 'exec', 'qdhcp-1', 'ip', 'link', 'show']],
    ['ip_-o_addr', ['ip', 'addr', 'show']],
    ['ps_auxwwwm', ['ps', 'auxww']],
    ['07_ip_netns.txt', ['ip', 'netns', 'list']],
  ])('finds %s where %j is asked for', async (file, argv) => {
    const target = freshFolder();
    mkdirSync(target);
    writeFileSync(join(target, file), 'one');
    expect(await openRecording(target).run([{ argv }])).toMatchObject([{ stdout: 'one' }]);
  });

  test('that has a command twice, numbered, takes the later one, and before those one without a number', async () => {
    const target = freshFolder();
    mkdirSync(target);
    for (const file of ['01_ovs-vsctl_show.txt', '08_ovs-vsctl_show.txt', '02_brctl_show', 'brctl_show']) {
      writeFileSync(join(target, file), file);
    }
    const asked: Command[] = [{ argv: ['ovs-vsctl', 'show'] }, { argv: ['brctl', 'show'] }];
    expect(await openRecording(target).run(asked)).toMatchObject([
      { stdout: '08_ovs-vsctl_show.txt' },
      { stdout: 'brctl_show' },
    ]);
  });

  test('that holds folders and dangling links where outputs should be knows nothing of them', async () => {
    const target = freshFolder();
    mkdirSync(join(target, 'echo'), { recursive: true });
    symlinkSync('nowhere', join(target, 'netstat_-nr'));
    expect(await openRecording(target).run([echo, { argv: ['netstat', '-nr'] }])).toEqual([
      { kind: 'not-recorded', canBeAdded: true },
      { kind: 'not-recorded', canBeAdded: true },
    ]);
  });

  test.each(['/nowhere/at/all', '/etc/passwd'])('%s is refused in one sentence', async (path) => {
    expect(await openedAndRun(path)).toMatch(/^Cannot read \/\w+[^:]*: [a-z ]+\.$/);
  });
});

test('what a folder of saved outputs lacks is asked for by the command that would tell it', async () => {
  const { checks } = await diagnosisOf(openRecording(join(packageRoot, 'test/recordings/blog-post')));
  const reasons = checks.flatMap(({ reason }) => reason ?? []);
  for (const command of ['ip addr show', 'ip netns list', 'ovs-appctl --timeout=5 -t ovs-vswitchd version']) {
    const file = command.replace(/[^\w.-]+/g, '_');
    expect(reasons).toContain(`missing: run \`${command}\` and save its output as ${file}`);
  }
  expect(reasons.filter((reason) => /not recorded|missing/.test(reason) && !/run `/.test(reason))).toEqual([]);
});
