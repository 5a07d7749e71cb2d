import { expect, test } from 'vitest';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import type { Layout } from '../../src/lab/model.ts';
import { lookAlikes } from '../score/look-alikes.ts';
import { diagnoseLab } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

for (const layout of ['folsom', 'neutron'] satisfies Layout[]) {
  describeLive(`healthy hosts that look broken, layout ${layout}`, () => {
    const lab = sharedLab(layout);

    const ofLayout = lookAlikes.filter(({ layouts }) => layouts.includes(layout));
    test.each(ofLayout.map((one) => [one.id, one] as const))('%s', async (_, lookAlike) => {
      await injectFault(lab(), lookAlike);
      try {
        const { report } = await diagnoseLab(lab());
        expect(report.findings).toEqual([]);
        expect(report.verdict).toBe(lookAlike.isIncomplete ? 'incomplete' : 'healthy');
      } finally {
        await healFault(lab(), lookAlike);
      }
    });

    test('healthy at last', async () => {
      expect((await diagnoseLab(lab())).report.verdict).toBe('healthy');
    });
  });
}
