import { describe, expect, test } from 'vitest';
import { cloudFaults } from '../../src/lab/cloud-faults/index.ts';
import { isAt, rootsOf, tryCloudFault } from '../support/cloud-trial.ts';
import { diagnosedCloud, sharedCloud } from '../support/live-cloud.ts';
import { describeLive } from '../support/live-lab.ts';

describeLive('a lab of three hosts', () => {
  const cloud = sharedCloud();

  test('is healthy', async () => {
    const report = await diagnosedCloud(cloud.hosts());
    expect([report.verdict, rootsOf(report)]).toEqual(['healthy', []]);
  });

  describe.each(cloudFaults.map((fault) => [fault.id, fault] as const))('with %s', (_id, fault) => {
    test('has it as its only root cause, on the right host, until its fix is run there', async () => {
      const { broken, isShown, fixed, isStillShown } = await tryCloudFault(cloud, fault);
      const [root] = broken.findings;
      expect([isShown, rootsOf(broken)]).toEqual([true, [`${root?.host} ${fault.expects}`]]);
      // Which of two hosts with one address is the copy, neither shows.
      const named = fault.hasNoFix ? root?.hosts : [root?.host ?? ''];
      expect(named?.some((name) => isAt(name, fault.at))).toBe(true);
      expect(root?.evidence.length).toBeGreaterThan(0);
      expect(root?.fix === null).toBe(fault.hasNoFix === true);
      expect([fixed.verdict, rootsOf(fixed), isStillShown]).toEqual(['healthy', [], false]);
    });
  });
});
