import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloudFaults } from '../../src/lab/cloud-faults/index.ts';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import type { FleetReport } from '../../src/report/fleet/report.ts';
import { diagnosedCloud, sharedCloud } from '../support/live-cloud.ts';
import { describeLive } from '../support/live-lab.ts';

const rootsOf = ({ findings }: FleetReport) =>
  findings.filter(({ cause }) => cause === 'root').map(({ host, check }) => `${host} ${check}`);

describeLive('a lab of three hosts', () => {
  const { hosts, host } = sharedCloud();
  const isShown = async (name: string, command: string) => {
    const end = await host(name).run(['sh', '-c', command]);
    return end.kind === 'exited' && end.exitCode === 0;
  };

  test('is healthy', async () => {
    const report = await diagnosedCloud(hosts());
    expect([report.verdict, rootsOf(report)]).toEqual(['healthy', []]);
  });

  describe.each(cloudFaults.map((fault) => [fault.id, fault] as const))('with %s', (_id, fault) => {
    beforeAll(() => injectFault(host(fault.at), fault));
    afterAll(() => healFault(host(fault.at), fault));

    test('has it as its only root cause, on the right host, until its fix is run there', async () => {
      expect(await isShown(fault.at, fault.shownBy)).toBe(true);
      const report = await diagnosedCloud(hosts());
      const [root] = report.findings;
      // Which of two hosts with one address is the copy, neither shows.
      const named = fault.hasNoFix ? root?.hosts : [root?.host];
      expect([named?.includes(fault.at), [...new Set(rootsOf(report))]]).toEqual([
        true,
        [`${root?.host} ${fault.expects}`],
      ]);
      expect(root?.evidence.length).toBeGreaterThan(0);
      expect(root?.fix === null).toBe(fault.hasNoFix === true);
      for (const command of root?.fix?.commands ?? []) {
        const [tool = '', ...words] = command;
        expect(await host(fault.at).run([tool, ...words])).toMatchObject({ kind: 'exited', exitCode: 0 });
      }
      if (fault.hasNoFix) await healFault(host(fault.at), fault);
      const after = await diagnosedCloud(hosts());
      expect([after.verdict, rootsOf(after)]).toEqual(['healthy', []]);
      expect(await isShown(fault.at, fault.shownBy)).toBe(false);
    });
  });
});
