import type { Fault } from '../lab/faults/fault.ts';
import { type Misfit, meant } from './problem.ts';
import type { Trial } from './schema.ts';

/** What the lab can break. */
export type Breakable = Pick<Fault, 'id' | 'layouts'>;

/** A row that breaks nothing. */
const unbroken = 'none';

/** What is wrong with a row of a playbook's tests that its schema can't tell; paths start at the row. */
export function mistakesInTrial(
  { fault: id, layout, set = {}, roots }: Trial,
  faults: readonly Breakable[],
  checks: readonly string[],
  vars: readonly string[],
): readonly Misfit[] {
  const misfits: Misfit[] = [];
  const names = [unbroken, ...faults.map((fault) => fault.id)];
  const layouts = faults.find((fault) => fault.id === id)?.layouts ?? [layout];
  if (!names.includes(id)) {
    const hint = meant(id, names, 'See "qdoctor lab faults".');
    misfits.push({ path: ['fault'], message: `The lab has no fault '${id}'.`, hint });
  }
  if (!layouts.includes(layout)) {
    const hint = `Say layout: ${layouts.join(' or ')}.`;
    misfits.push({ path: ['fault'], message: `There is no fault '${id}' in the layout ${layout}.`, hint });
  }
  for (const name of Object.keys(set).filter((key) => !vars.includes(key))) {
    const hint = meant(name, vars, vars.length === 0 ? 'It has none.' : `It has ${vars.join(', ')}.`);
    misfits.push({ path: ['set'], key: name, message: `The playbook has no variable '${name}'.`, hint });
  }
  for (const [index, name] of roots.entries()) {
    if (checks.includes(name)) continue;
    const hint = meant(name, checks, 'See "qdoctor checks".');
    misfits.push({ path: ['roots', index], message: `There is no check '${name}'.`, hint });
  }
  return misfits;
}
