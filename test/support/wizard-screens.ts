import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { faultOf, wizardIn } from './wizard.ts';

/** When a fix log was begun is nothing to compare. */
const shownTime = '2026-01-31T12-00-00-000Z';

/**
 * The screens of docs/wizard.md by their names: the wizard before a lab of the layout neutron whose DHCP port has a wrong
 * VLAN tag, on 80 columns, from the symptom to the fixed VM. What stays on the screen stays in the later ones, so each is cut
 * to what is new.
 */
export async function wizardScreens(lab: Lab): Promise<ReadonlyMap<string, string>> {
  const fault = faultOf('dhcp-tap-wrong-tag');
  await injectFault(lab, fault);
  const terminal = await wizardIn(lab);
  const screens = new Map<string, string>();
  /** From the last line that begins so, to the last that begins otherwise, or to the end. */
  const keep = (name: string, text: string, from: string, to?: string) => {
    const lines = text.split('\n').map((line) => line.trimEnd());
    const begin = lines.findLastIndex((line) => line.startsWith(from));
    const end = to === undefined ? lines.length : lines.findLastIndex((line) => line.startsWith(to));
    const own = lines.slice(begin, end).join('\n').trimEnd();
    screens.set(name, `${own.replace(/\d{4}-\d\d-\d\dT[\d-]+Z/, shownTime)}\n`);
  };
  try {
    keep('what-is-wrong', await terminal.sees('Esc back'), 'qdoctor ');
    await terminal.press('Enter');
    await terminal.sees('Which one?');
    await terminal.press('10.11');
    await terminal.sees(', instance');
    keep('which-one', await terminal.text(), '? What is wrong?');
    const { vm2 } = lab.model.a;
    await terminal.press('.12.4');
    await terminal.sees(vm2.mac);
    await terminal.press('Enter');
    keep('permission', await terminal.sees('Changes nothing'), '? What is wrong?');
    await terminal.press('Enter');
    keep('diagnosis', await terminal.sees('What now?'), '✓ platform', '? What now?');
    await terminal.press('Down', 'Down', 'Enter');
    await terminal.sees('What now?');
    await terminal.press('Down', 'Down', 'Down', 'Enter');
    await terminal.sees('Why does this matter?');
    keep('evidence', await terminal.sees('What now?'), '? What now? Show the evidence', '? What now?');
    await terminal.press('Enter');
    await terminal.sees('Apply it?');
    await terminal.press('Down', 'Enter');
    const end = await terminal.sees('Save results?');
    keep('fix', end, '? What now? Fix it', '── Summary');
    keep('summary', end, '── Summary');
    await terminal.press('Enter');
    await terminal.exitCode();
  } finally {
    await terminal.close();
    await healFault(lab, fault);
  }
  return screens;
}
