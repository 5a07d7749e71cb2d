import type { Command } from 'commander';
import { checks } from '../../checks/index.ts';
import { UserError } from '../errors.ts';
import { faults } from '../lab/faults/index.ts';
import { nearest } from '../nearest.ts';
import { renderCheck, renderChecks } from '../report/catalogue.ts';

export function addChecksCommand(program: Command): void {
  program
    .command('checks')
    .argument('[ID]', 'one check: what it looks at, why, how it is fixed')
    .description('the catalogue of checks')
    .action((id: string | undefined) => {
      process.stdout.write(id === undefined ? renderChecks(checks) : renderCheck(checkOf(id), faults));
    });
}

function checkOf(id: string) {
  const check = checks.find((candidate) => candidate.id === id);
  if (check !== undefined) return check;
  const names = checks.map((candidate) => candidate.id);
  const close = nearest(id, names).join(' or ');
  const hint = close === '' ? 'See "qdoctor checks".' : `Do you mean ${close}?`;
  throw new UserError(`There is no check '${id}'.`, { hint });
}
