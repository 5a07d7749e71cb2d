import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checks } from '../../../checks/index.ts';
import { type Examination, examine } from '../../../src/app/examine.ts';
import { Journal } from '../../../src/app/fix/journal.ts';
import { repairSafely } from '../../../src/app/fix/repair.ts';
import { whyNotNow } from '../../../src/app/fix/still-found.ts';
import { wholeHost } from '../../../src/app/run-options.ts';
import { healFault, injectFault } from '../../../src/lab/faults/apply.ts';
import { loadPlaybook } from '../../../src/playbook/playbook.ts';
import { silent } from '../../../src/report/progress.ts';
import { reportSchema } from '../../../src/report/report.ts';
import { cli, diagnoseByCommand, hostOf, rootsOf } from '../../support/diagnosis.ts';
import { killInFix } from '../../support/killed-fix.ts';
import { labMachine } from '../../support/lab-machine.ts';
import { describeLive, sharedLab } from '../../support/live-lab.ts';
import { faultOf, keepsBreaking, rawStateOf } from '../../support/wizard.ts';

describeLive('qdoctor --ci --fix', () => {
  const lab = sharedLab('neutron');
  const wrongTag = faultOf('dhcp-tap-wrong-tag');

  test('without --yes: tells what it would do, and does nothing', async () => {
    await injectFault(lab(), wrongTag);
    const before = await rawStateOf(lab());
    expect(await lab().run([...cli, '--ci', '--fix'])).toMatchObject({
      stderr: expect.not.stringContaining('Fix log'),
    });
    const { exitCode, report } = await diagnoseByCommand(lab(), '--fix');
    expect(exitCode).toBe(1);
    expect(report.repairs?.map(({ check, outcome, applied }) => [check, outcome, applied])).toEqual([
      ['port-tag-wrong', 'planned', []],
    ]);
    expect(await rawStateOf(lab())).toBe(before);
  });

  test('with --yes: heals, and the report tells what was done and that all is well', async () => {
    const healed = await diagnoseByCommand(lab(), '--fix', '--yes', '--log', '/run/fix.log');
    expect([healed.exitCode, healed.report.verdict]).toEqual([0, 'healthy']);
    expect(healed.report.repairs).toMatchObject([
      { check: 'port-tag-wrong', outcome: 'healed', applied: [{ exitCode: 0 }], undone: [] },
    ]);
    const log = await lab().run(['cat', '/run/fix.log']);
    expect(log).toMatchObject({ stdout: expect.stringMatching(/ \$ ovs-vsctl set Port \S+ tag=3\n.* exit code 0\n/) });
  });

  test('what does not heal is taken back: state equal to before', async () => {
    await injectFault(lab(), wrongTag);
    const stop = await keepsBreaking(lab(), wrongTag);
    try {
      const before = await rawStateOf(lab());
      const words = ['--ci', '--fix', '--yes', '--format', 'json'];
      const end = await lab().run([...cli, ...words], { timeoutMs: 200_000 });
      if (end.kind !== 'exited') throw new Error(end.kind);
      const report = reportSchema.parse(JSON.parse(end.stdout));
      expect([end.exitCode, rootsOf({ exitCode: 1, report })]).toEqual([1, ['port-tag-wrong']]);
      expect(report.repairs).toMatchObject([{ outcome: 'rolled-back', left: [] }]);
      const [, log = ''] = /^qdoctor: Fix log: (\/var\/log\/qdoctor\/\S+)$/m.exec(end.stderr) ?? [];
      expect(await lab().run(['cat', log])).toMatchObject({ stdout: expect.stringContaining('rolled back') });
      expect(await rawStateOf(lab())).toBe(before);
    } finally {
      await stop();
      await healFault(lab(), wrongTag);
    }
  });

  test('while one fixes, a second one changes nothing and says who is at it', async () => {
    await injectFault(lab(), wrongTag);
    const stop = await keepsBreaking(lab(), wrongTag);
    try {
      const script = `
        rm -f /run/first.log /run/second.log
        "$@" --log /run/first.log >/dev/null 2>&1 & first=$!
        until [ -e /run/first.log ]; do sleep 0.05; done
        "$@" --log /run/second.log; code=$?
        wait "$first"
        [ -e /run/second.log ] || exit "$code"`;
      const end = await lab().run(['sh', '-c', script, 'sh', ...cli, '--ci', '--fix', '--yes'], { timeoutMs: 200_000 });
      if (end.kind !== 'exited') throw new Error(end.kind);
      expect(end.stderr).toMatch(/qdoctor: Cannot fix: another qdoctor is fixing this host \(pid \d+\)\./);
      expect([end.exitCode, end.stdout]).toEqual([3, '']);
    } finally {
      await stop();
      await healFault(lab(), wrongTag);
    }
  });

  test('killed in the midst of a fix: the next run says so, and one with --fix --yes settles it first', async () => {
    await injectFault(lab(), wrongTag);
    const stop = await keepsBreaking(lab(), wrongTag);
    try {
      await killInFix(lab());
    } finally {
      await stop();
    }
    const next = await lab().run([...cli, '--ci', 'quick']);
    expect(next).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(
        /^qdoctor: A fix of port-tag-wrong, begun \S+, was left unfinished \(log: .*--fix --yes /m,
      ),
    });
    const { exitCode, report } = await diagnoseByCommand(lab(), '--fix', '--yes');
    expect([exitCode, report.repairs]).toMatchObject([
      0,
      [
        { check: 'port-tag-wrong', outcome: 'rolled-back', left: [] },
        { check: 'port-tag-wrong', outcome: 'healed' },
      ],
    ]);
    expect(await lab().run(['ls', '/run/qdoctor'])).toMatchObject({ stdout: '' });
  });

  describe('by steps', () => {
    const playbook = loadPlaybook('quick', checks);
    const options = { ...wholeHost, passive: true, waitSeconds: 0, timeoutSeconds: 120, failOn: 'error' } as const;
    const open = () => Promise.resolve(hostOf(lab()));
    const look = async () => examine(await open(), playbook, options, silent);
    const folder = mkdtempSync(join(tmpdir(), 'qdoctor-fix-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** Fixes what was found first, and tells what was run. */
    async function repairAfter(first: Examination, onCommand: () => void) {
      const run: string[] = [];
      const machine = labMachine(lab());
      const { repairs } = await repairSafely(first, {
        machine: {
          ...machine,
          run: (argv) => {
            run.push(argv.join(' '));
            onCommand();
            return machine.run(argv);
          },
        },
        journal: new Journal(join(folder, 'log', 'fix.log')),
        interrupt: new AbortController().signal,
        isAgreed: true,
        recheck: look,
        whyNotNow: (finding) => whyNotNow(finding, playbook, options, open),
        say: () => {},
        note: () => {},
      });
      return { run, repairs };
    }

    test('what was put right after it was found is left alone', async () => {
      await injectFault(lab(), wrongTag);
      const first = await look();
      await healFault(lab(), wrongTag);
      const { run, repairs } = await repairAfter(first, () => {});
      expect([run, repairs]).toMatchObject([[], [{ check: 'port-tag-wrong', outcome: 'withdrawn', applied: [] }]]);
    });

    test('when the log can be written no more, what was done is undone', async () => {
      await injectFault(lab(), wrongTag);
      const before = await rawStateOf(lab());
      const first = await look();
      const { run, repairs } = await repairAfter(first, () =>
        rmSync(join(folder, 'log'), { recursive: true, force: true }),
      );
      expect(repairs).toMatchObject([{ outcome: 'rolled-back', left: [] }]);
      expect(run).toHaveLength(2);
      expect(await rawStateOf(lab())).toBe(before);
      await healFault(lab(), wrongTag);
    });
  });

  test('what disturbs others is left to people', async () => {
    const gone = faultOf('dhcp-no-offer');
    await injectFault(lab(), gone);
    const { exitCode, report } = await diagnoseByCommand(lab(), '--fix', '--yes');
    await healFault(lab(), gone);
    expect(report.findings[0]?.fix?.risk).toBe('disruptive');
    expect([exitCode, report.repairs]).toEqual([1, []]);
  });

  test.each([
    ['on a recording', ['--fix', '--from', '/run']],
    ['of a yes to nothing', ['--yes']],
  ])('%s: exit 2', async (_name, words) => {
    const end = await lab().run([...cli, '--ci', ...words]);
    expect(end).toMatchObject({ exitCode: 2, stdout: '' });
  });
});
