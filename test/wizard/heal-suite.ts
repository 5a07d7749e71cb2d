import { expect, test } from 'vitest';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import type { LabModel, Layout } from '../../src/lab/model.ts';
import { probesStillFailing } from '../support/connectivity.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';
import { faultOf, leftoversOf, wizardIn } from '../support/wizard.ts';

interface Healing {
  readonly fault: string;
  /** How often to press Down to the symptom. */
  readonly symptom: number;
  /** What is typed to find the VM, network or router; nothing: all of them. */
  readonly target?: string | ((model: LabModel) => string);
}

/** From `qdoctor` to a healed VM, by keys alone. */
export function healByKeys(layout: Layout, healings: readonly Healing[]): void {
  describeLive(`the wizard in a lab of the layout ${layout}`, () => {
    const lab = sharedLab(layout);

    for (const { fault, symptom, target } of healings) {
      test(`${fault}: from the symptom to a healed VM, and nothing is left behind`, async () => {
        await injectFault(lab(), faultOf(fault));
        const before = await leftoversOf(lab());
        const terminal = await wizardIn(lab());
        try {
          await terminal.sees('What is wrong?');
          await terminal.press(...Array.from({ length: symptom }, () => 'Down'), 'Enter');
          // Who checks everything is not asked for a part of it.
          if (target !== undefined) {
            await terminal.sees('Which one?');
            if (target !== '') {
              await terminal.press(typeof target === 'string' ? target : target(lab().model));
              await terminal.sees('port ');
            }
            await terminal.press('Enter');
          }
          await terminal.sees('What may I do?');
          await terminal.press('Enter');
          const diagnosis = await terminal.sees('What now?');
          expect(diagnosis).toContain(faultOf(fault).expects);
          expect(diagnosis).toMatch(/✗ \S+ ─|[─═] ✗ /);
          await terminal.press('Enter');
          await terminal.sees('Apply it');
          await terminal.press('Enter');
          await terminal.sees('Healed: ');
          const end = await terminal.sees('Keep something of it?');
          expect(end).toContain('Nothing is broken now.');
          expect(end).toMatch(/All that was done is in\s\/var\/log\/qdoctor/);
          await terminal.press('Enter');
          expect(await terminal.exitCode()).toBe(0);
          expect(await terminal.widest()).toBeLessThanOrEqual(80);
        } finally {
          await terminal.close();
          await healFault(lab(), faultOf(fault));
        }
        expect(await probesStillFailing(lab())).toEqual([]);
        expect(await leftoversOf(lab())).toBe(before);
      });
    }
  });
}
