import { meant } from '../nearest.ts';
import type { Trial } from './schema.ts';
import type { ValidationIssue } from './validation-issue.ts';

/** A fault of the lab, as far as a playbook's tests have to know it. */
export interface Breakable {
  readonly id: string;
  readonly layouts: readonly string[];
}

/** A row that breaks nothing. */
const unbroken = 'none';

/** What is wrong with a row of a playbook's tests that its schema can't tell; paths start at the row. */
export function mistakesInTrial(
  { fault: id, layout, set = {}, roots }: Trial,
  faults: readonly Breakable[],
  checks: readonly string[],
  vars: readonly string[],
): readonly ValidationIssue[] {
  const issues: ValidationIssue[] = [];
  const names = [unbroken, ...faults.map((fault) => fault.id)];
  const layouts = faults.find((fault) => fault.id === id)?.layouts ?? [layout];
  if (!names.includes(id)) {
    const hint = meant(id, names, 'See qdoctor lab faults.');
    issues.push({ path: ['fault'], message: `Unknown fault '${id}'.`, hint });
  }
  if (!layouts.includes(layout)) {
    const hint = `Use layout: ${layouts.join(' or ')}.`;
    issues.push({ path: ['fault'], message: `Fault '${id}' is not available in layout ${layout}.`, hint });
  }
  for (const name of Object.keys(set).filter((key) => !vars.includes(key))) {
    const hint = meant(name, vars, vars.length === 0 ? 'It has no variables.' : `Variables: ${vars.join(', ')}.`);
    issues.push({ path: ['set'], key: name, message: `The playbook has no variable '${name}'.`, hint });
  }
  for (const [index, name] of roots.entries()) {
    if (checks.includes(name)) continue;
    const hint = meant(name, checks, 'See qdoctor checks.');
    issues.push({ path: ['roots', index], message: `Unknown check '${name}'.`, hint });
  }
  return issues;
}
