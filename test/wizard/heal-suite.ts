import { expect, test } from 'vitest';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import type { LabModel, Layout } from '../../src/lab/model.ts';
import { symptoms } from '../../src/wizard/symptoms.ts';
import { journeysStillFailing } from '../support/connectivity.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';
import { faultOf, leftoversOf, wizardIn } from '../support/wizard.ts';

interface Healing {
  readonly fault: string;
  /** How often to press Down to the symptom. */
  readonly symptom: number;
  /** What is typed to find the VM, network or router; nothing: all of them. */
  readonly target?: string | ((model: LabModel) => string);
  /** Of the terminal. */
  readonly columns: number;
}

const downs = (count: number): readonly string[] => Array.from({ length: count }, () => 'Down');
const toTheLast = downs(9);

/** From `qdoctor` to a fixed VM, by keys alone; every question is answered wrongly at first, and the answer taken back. */
export function healByKeys(layout: Layout, healings: readonly Healing[]): void {
  describeLive(`the wizard in a lab of the layout ${layout}`, () => {
    const lab = sharedLab(layout);

    for (const { fault, symptom, target, columns } of healings) {
      test(`${fault}: every answer taken back once, on ${columns} columns, and nothing is left behind`, async () => {
        await injectFault(lab(), faultOf(fault));
        const before = await leftoversOf(lab());
        const terminal = await wizardIn(lab(), ['--wait', '1'], {}, columns);
        try {
          await terminal.sees('What is wrong?');
          const wrong = symptoms.findIndex(({ asksFor }, index) => asksFor === 'vm' && index !== symptom);
          await terminal.press(...downs(wrong), 'Enter');
          await terminal.sees('Which one?');
          await terminal.press('Escape');
          await terminal.sees('What is wrong?');
          await terminal.press(...downs(symptom), 'Enter');
          // Who checks everything is not asked for a part of it.
          if (target !== undefined) {
            await terminal.sees('Which one?');
            await terminal.press('dd21654a');
            // What is chosen once the search has come back; until then Enter counts for nothing.
            await terminal.sees(', port');
            await terminal.press('Enter');
            await terminal.sees('What may qdoctor do?');
            await terminal.press('Left');
            await terminal.sees('Which one?');
            if (target !== '') {
              await terminal.press(typeof target === 'string' ? target : target(lab().model));
              await terminal.sees(', port');
            }
            await terminal.press('Enter');
          }
          await terminal.sees('What may qdoctor do?');
          await terminal.press('Down', 'Enter');
          // It has listened, and found the cause; with that answer taken back it probes.
          await terminal.sees('What now?');
          await terminal.press('Escape');
          await terminal.sees('What may qdoctor do?');
          await terminal.press('Enter');
          const diagnosis = await terminal.sees('What now?');
          expect(diagnosis).toContain(faultOf(fault).expects);
          expect(diagnosis).toMatch(/✗ \S+ ─|[─═]\s+✗ /);
          await terminal.press(...toTheLast, 'Enter');
          await terminal.sees('Save results?');
          await terminal.press('Left');
          await terminal.sees('What now?');
          await terminal.press('Enter');
          await terminal.sees('Apply it?');
          // The cursor is on the harmless answer.
          await terminal.press('Enter');
          await terminal.sees('What now?');
          await terminal.press('Enter');
          await terminal.sees('Apply it?');
          await terminal.press('Escape');
          expect(await terminal.sees('What now?')).not.toContain('Applying:');
          await terminal.press('Enter');
          await terminal.sees('Apply it?');
          await terminal.press('Down', 'Enter');
          await terminal.sees('Fixed: ');
          const end = await terminal.sees('Save results?');
          expect(end).toContain('No faults found in the layers checked.');
          if (target !== undefined) expect(end).toContain('Rest of the host: no further faults found.');
          expect(end).toMatch(/Fix log:\s\/var\/log\/qdoctor/);
          await terminal.press('Down', 'Enter');
          await terminal.sees('File (Esc: back)');
          await terminal.press('Escape');
          await terminal.sees('Save results?');
          await terminal.press('Enter');
          expect(await terminal.exitCode()).toBe(0);
          expect(await terminal.widest()).toBeLessThanOrEqual(columns);
        } finally {
          await terminal.close();
          await healFault(lab(), faultOf(fault));
        }
        expect(await journeysStillFailing(lab())).toEqual([]);
        expect(await leftoversOf(lab())).toBe(before);
      });
    }
  });
}
