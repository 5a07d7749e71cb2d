import { describe, expect, test } from 'vitest';
import { cloudLookAlikes } from '../score/cloud-look-alikes.ts';
import { tryCloudLookAlike } from '../support/cloud-trial.ts';
import { sharedCloud } from '../support/live-cloud.ts';
import { describeLive } from '../support/live-lab.ts';

describeLive('three hosts that only look broken', () => {
  const cloud = sharedCloud();

  describe.each(cloudLookAlikes.map((one) => [one.title, one] as const))('%s', (_title, { parts, without }) => {
    test('are healthy', async () => {
      const report = await tryCloudLookAlike(cloud, parts, without);
      expect([report.verdict, report.findings.map(({ summary }) => summary)]).toEqual(['healthy', []]);
    });
  });
});
