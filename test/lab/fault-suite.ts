import { expect, test } from 'vitest';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { type Journey, journeys, ofTenantB } from '../../src/lab/journeys.ts';
import type { Layout } from '../../src/lab/model.ts';
import { failingJourneys, journeysStillFailing } from '../support/connectivity.ts';
import { isShownBy } from '../support/effect.ts';
import { faultsTried } from '../support/faults-tried.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

/** Every fault of a layout: what it breaks, that it leaves tenant b alone, and that its undo heals. */
export function describeFaults(layout: Layout): void {
  describeLive(`faults of a ${layout} lab`, () => {
    const lab = sharedLab(layout);
    const ofLayout = faultsTried(faults, layout);

    test('healthy at first', async () => {
      expect(await failingJourneys(lab())).toEqual([]);
    });

    test.each(ofLayout.map((fault) => [fault.id, fault] as const))('%s', async (_, fault) => {
      const { effect } = fault;
      try {
        await injectFault(lab(), fault);
        if ('breaks' in effect) {
          const asked = journeys.filter((one) => effect.breaks.includes(one) || ofTenantB.includes(one));
          const broken: readonly Journey[] = asked.filter((one) => effect.breaks.includes(one));
          expect(await failingJourneys(lab(), asked)).toEqual(broken);
        } else expect(await isShownBy(lab(), effect.shownBy)).toBe(true);
      } finally {
        // Whatever went wrong, the next fault finds a healthy lab.
        await healFault(lab(), fault);
      }
      if ('shownBy' in effect) expect(await isShownBy(lab(), effect.shownBy)).toBe(false);
      expect(await journeysStillFailing(lab())).toEqual([]);
    });
  });
}
