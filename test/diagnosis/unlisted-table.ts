import { afterAll, expect, test } from 'vitest';
import { unlistedFaults, unlistedParts } from '../../src/lab/faults/unlisted/index.ts';
import type { Lab } from '../../src/lab/lab.ts';
import type { Layout } from '../../src/lab/model.ts';
import { failingJourneys } from '../support/connectivity.ts';
import { type Diagnosed, diagnoseLab, rereadLab, rootsOf } from '../support/diagnosis.ts';
import { isShownBy } from '../support/effect.ts';
import { faultsTried } from '../support/faults-tried.ts';
import { HealthyLab } from '../support/healthy-lab.ts';
import { describeLive, uniqueName } from '../support/live-lab.ts';
import { tryFaults } from '../support/trial.ts';

/**
 * Faults that no check is written for, all or as many as one lab can try while others try the rest: real packets show them. Each breaks what it says that it breaks, is the only root
 * cause and blamed on its layer, and is healed by what is offered.
 */
export function diagnoseUnlisted(layout: Layout, part?: keyof typeof unlistedParts): void {
  describeLive(`faults that no check knows (${part ?? 'all'}) in a lab of the layout ${layout}`, () => {
    const lab = new HealthyLab(uniqueName(), layout);
    const ofLayout = faultsTried(part === undefined ? unlistedFaults : unlistedParts[part], layout);
    afterAll(() => lab.discard());

    test('healthy: no finding at all', async () => {
      const { report } = await diagnoseLab(await lab.get());
      expect(report.findings).toEqual([]);
      expect(report.verdict).toBe('healthy');
    });

    test.each(ofLayout.map((fault) => [fault.id, fault] as const))('%s', (_, fault) =>
      lab.try(async (own) => {
        const { effect } = fault;
        const observe = async (broken: Lab): Promise<Diagnosed> => {
          if ('breaks' in effect) expect(await failingJourneys(broken, effect.breaks)).toEqual(effect.breaks);
          else expect(await isShownBy(broken, effect.shownBy)).toBe(true);
          return diagnoseLab(broken);
        };
        const fixes = fault.fixes?.[layout] ?? 1;
        // What the lab's own journeys do not show takes packets of ours to be seen healed.
        const confirm = 'breaks' in effect ? rereadLab : diagnoseLab;
        const trial = await tryFaults(own, [fault], Math.max(1, fixes), observe, confirm);
        const { broken, healed, rounds, stillFailing } = trial;
        expect(rootsOf(broken)).toEqual([fault.expects]);
        expect(broken.report.findings[0]?.layer).toBe(fault.layer);
        // What shows it has to be a command that works.
        const shown = broken.report.findings.flatMap(({ evidence }) => evidence);
        expect(shown.filter(({ command, exitCode }) => command[0] === 'ovs-ofctl' && exitCode)).toEqual([]);
        expect(rounds).toBe(fixes);
        expect(healed.report.findings).toEqual([]);
        expect(stillFailing).toEqual([]);
      }),
    );
  });
}
