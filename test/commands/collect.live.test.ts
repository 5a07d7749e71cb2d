import { describe, expect, test } from 'vitest';
import { injectFault } from '../../src/lab/faults/apply.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { type Report, reportSchema } from '../../src/report/report.ts';
import { collectedBothWays } from '../support/by-script.ts';
import { cli, diagnoseByCommand, rootsOf } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';
import { asNobody } from '../support/nobody.ts';
import { said } from '../support/said.ts';

const withoutEvidence = (report: Report): Report => ({
  ...report,
  findings: report.findings.map((finding) => ({ ...finding, evidence: [] })),
});

describeLive('a host that was collected', () => {
  const lab = sharedLab('neutron');

  const run = async (...words: readonly [string, ...string[]]): Promise<string> => {
    const end = await lab().run(words, { timeoutMs: 130_000 });
    if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(JSON.stringify(end));
    return end.stdout;
  };

  const collected = async (target: string, ...options: readonly string[]): Promise<Report> => {
    // A test that is tried again finds what it left.
    await run('rm', '-rf', target);
    await run(...cli, 'collect', '-o', target, ...options);
    return reportSchema.parse(JSON.parse(await run('cat', `${target}/report.json`)));
  };

  test.each([
    ['healthy', undefined, []],
    ['healthy and only listened to', undefined, ['--passive', '--wait', '1']],
    ['broken', 'dhcp-no-offer', []],
  ] as const)('while it was %s is diagnosed from the recording as it was live', async (name, faultId, options) => {
    const fault = faults.find(({ id }) => id === faultId);
    if (fault !== undefined) await injectFault(lab(), fault);
    const target = `/run/${name.replaceAll(' ', '-')}`;
    const live = await collected(target, ...options);
    expect(live.verdict).toBe(fault === undefined ? 'healthy' : 'failing');
    const { report } = await diagnoseByCommand(lab(), '--from', target);
    expect(report.host.source).toBe('bundle');
    expect(said(report)).toEqual(said(live));
  });

  test('keeps no secret of a command line, and is for its owner alone', async () => {
    const script = 'exec -a "nova-api --os-password swordfish" sleep 30 & "$@"; kill "$!"';
    await run('bash', '-c', script, 'bash', ...cli, 'collect', '-o', '/run/kept', '--passive', '--wait', '0');
    expect(await run('sh', '-c', 'grep -rl swordfish /run/kept || echo none')).toBe('none\n');
    expect(await run('sh', '-c', 'grep -rh "nova-api --os-password" /run/kept')).toContain('--os-password (redacted)');
    expect(await run('stat', '-c', '%a', '/run/kept')).toBe('700\n');
  });

  test('into one file: it holds the same and names the versions; nothing that is there is written over', async () => {
    await run(...cli, 'collect', '-o', '/run/one.tar.gz', '--passive', '--wait', '0');
    expect(await run('stat', '-c', '%a', '/run/one.tar.gz')).toBe('600\n');
    const list = await run('tar', '-tzf', '/run/one.tar.gz');
    expect(list).toMatch(/^qdoctor-[^/]+\/manifest\.json$/m);
    expect(list).toMatch(/^qdoctor-[^/]+\/report\.json$/m);
    expect(await run('sh', '-c', 'tar -xzOf /run/one.tar.gz --wildcards "*/manifest.json"')).toMatch(
      /"ovs-vsctl": "ovs-vsctl \(Open vSwitch\)/,
    );
    const { report } = await diagnoseByCommand(lab(), '--from', '/run/one.tar.gz');
    expect(report).toMatchObject({ host: { source: 'bundle' }, scope: { passive: true } });
    const again = await lab().run([...cli, 'collect', '-o', '/run/one.tar.gz']);
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/^qdoctor: [^\n]* already exists\./) });
  });

  test.each([
    ['a folder', '/run/of-caller', 'collect'],
    ['one file', '/run/of-caller.tar.gz', 'collect'],
    ['one file of the script', '/run/of-caller-script.tar.gz', 'script'],
    ['a folder of the script', '/run/of-caller-script', 'script'],
  ])('under sudo (%s) belongs to the caller, who can diagnose it', async (_what, target, how) => {
    // As sudo(8) calls it; nothing else of sudo matters here.
    const sudo = ['env', 'SUDO_UID=65534', 'SUDO_GID=65533'] as const;
    const own = ['collect', '-o', target, '--passive', '--wait', '0'];
    if (how === 'collect') await run(...sudo, ...cli, ...own);
    else await run(...sudo, 'sh', '-c', '"$@" collect --script --wait 0 | sh -s "$0"', target, ...cli);
    const owners = (await run('find', target, '-printf', '%U:%G\\n')).trim().split('\n');
    expect(new Set(owners)).toEqual(new Set(['65534:65533']));
    const nobody = asNobody();
    try {
      const end = await lab().run([...nobody.argv, '--ci', '--from', target]);
      expect(end).toMatchObject({ stderr: '', stdout: expect.stringContaining('lab') });
    } finally {
      nobody.clear();
    }
  });

  describe('by the script', () => {
    test.each([['dash'], ['busybox', 'sh']] as const)(
      'run by %s: it holds the same files, and is diagnosed alike',
      async (...shell) => {
        const folder = `/run/both-${shell[0]}`;
        await run('bash', '-c', '(exec -a "nova-api --os-password swordfish" sleep 60 >/dev/null 2>&1) &');
        const { byQdoctor, byScript } = await collectedBothWays(lab(), folder, [shell]);
        // Which commands show what was found, the script can't know: it has what a diagnosis reads.
        const isEvidence = (file: string) => !byScript[0]?.files.includes(file);
        expect(byScript.map(({ files }) => files)).toEqual([byQdoctor.files.filter((file) => !isEvidence(file))]);
        expect(byQdoctor.files.filter(isEvidence).length).toBeLessThan(4);
        expect(byScript.map(({ inCase }) => inCase.length)).toEqual([3]);
        expect(byScript.map(({ report }) => said(withoutEvidence(report)))).toEqual([
          said(withoutEvidence(byQdoctor.report)),
        ]);
        expect(await run('sh', '-c', `grep -rl swordfish ${folder} || echo none`)).toBe('none\n');
        const bundles = `grep -rl "nova-api --os-password (redacted)" ${folder} | cut -d / -f 4 | sort -u`;
        expect(await run('sh', '-c', bundles)).toBe(`by-${shell.join('-')}\nby-qdoctor\n`);
      },
    );

    test('killed in its midst: the next run removes what it left, captures too, and not what is in use', async () => {
      const left = 'ls -d /run/killed.tar.gz.part 2>/dev/null; pgrep -x tcpdump | wc -l';
      await run('sh', '-c', '"$@" collect --script --wait 60 >/run/slow-script', 'sh', ...cli);
      const untilItListens = 'until [ -s /run/killed.tar.gz.part/captures ]; do sleep 0.2; done; sleep 1; kill -9 "$!"';
      await run('sh', '-c', `sh /run/slow-script /run/killed.tar.gz >/dev/null 2>&1 & ${untilItListens}`);
      expect(await run('sh', '-c', left)).toMatch(/^\/run\/killed\.tar\.gz\.part\n[1-9]\d*\n$/);
      const other =
        'mkdir /run/other.tar.gz.part; echo "1 $(cut -d " " -f 22 /proc/1/stat)" >/run/other.tar.gz.part/owner';
      await run('sh', '-c', other);
      await run('sh', '/run/both-dash/script', '/run/after-killed.tar.gz');
      expect(await run('sh', '-c', left)).toBe('0\n');
      expect(await run('ls', '/run/other.tar.gz.part')).toBe('owner\n');
    });

    test('into one file, for its owner alone: what is broken since above is named', async () => {
      await run('sh', '/run/both-dash/script', '/run/by-sh.tar.gz');
      expect(rootsOf(await diagnoseByCommand(lab(), '--from', '/run/by-sh.tar.gz'))).toEqual([
        'dhcp-server-not-running',
      ]);
      expect(await run('stat', '-c', '%a', '/run/by-sh.tar.gz')).toBe('600\n');
    });
  });
});
