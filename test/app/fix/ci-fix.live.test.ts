import { expect, test } from 'vitest';
import { healFault, injectFault } from '../../../src/lab/faults/apply.ts';
import { reportSchema } from '../../../src/report/report.ts';
import { cli, diagnoseByCommand, rootsOf } from '../../support/diagnosis.ts';
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
      const end = await lab().run([...cli, '--ci', '--fix', '--yes', '--format', 'json']);
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
