import { cloudChecks } from '../../checks/fleet/index.ts';
import { checks } from '../../checks/index.ts';
import { UserError } from '../errors.ts';
import { cloudFaults } from '../lab/cloud-faults/index.ts';
import { faults } from '../lab/faults/index.ts';
import { meant } from '../nearest.ts';
import { type AnyCheck, renderCheck } from '../report/catalogue.ts';

/** The page that explains a check, as reports name it; a `UserError` where there is none. */
export const checkPage = (id: string, width: number): string =>
  renderCheck(checkNamed(id), [...faults, ...cloudFaults], width);

function checkNamed(id: string): AnyCheck {
  const all: readonly AnyCheck[] = [...checks, ...cloudChecks];
  const check = all.find((candidate) => candidate.id === id);
  if (check !== undefined) return check;
  const names = all.map((candidate) => candidate.id);
  throw new UserError(`Unknown check '${id}'.`, { hint: meant(id, names, 'See qdoctor checks.') });
}
