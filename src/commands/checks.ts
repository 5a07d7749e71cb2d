import type { Command } from 'commander';
import { cloudChecks } from '../../checks/fleet/index.ts';
import { checks } from '../../checks/index.ts';
import { UserError } from '../errors.ts';
import { cloudFaults } from '../lab/cloud-faults/index.ts';
import { faults } from '../lab/faults/index.ts';
import { meant } from '../nearest.ts';
import { renderCheck, renderChecks } from '../report/catalogue.ts';

/** `qdoctor checks [ID]`: the catalogue. */
export function addChecksCommand(program: Command): void {
  program
    .command('checks')
    .argument('[CHECK]', 'one check: what it reads, why it matters, how it is fixed')
    .description('list the checks, or explain one')
    .action((id: string | undefined) => (id === undefined ? print(renderChecks(checks, cloudChecks)) : explain(id)));
}

/** `qdoctor explain CHECK`: the same as `qdoctor checks CHECK`. */
export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .argument('<CHECK>', 'a check, as reports name it')
    .description('explain a check: what it reads, why it matters, how it is fixed')
    .action(explain);
}

const print = (text: string): void => void process.stdout.write(text);

function explain(id: string): void {
  const all = [...checks, ...cloudChecks];
  const check = all.find((candidate) => candidate.id === id);
  if (check === undefined) {
    const names = all.map((candidate) => candidate.id);
    throw new UserError(`Unknown check '${id}'.`, { hint: meant(id, names, 'See qdoctor checks.') });
  }
  print(renderCheck(check, [...faults, ...cloudFaults]));
}
