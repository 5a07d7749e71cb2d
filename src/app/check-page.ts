import { checks } from '../../checks/index.ts';
import type { Check } from '../engine/check.ts';
import { UserError } from '../errors.ts';
import { faults } from '../lab/faults/index.ts';
import { meant } from '../nearest.ts';
import { renderCheck } from '../report/catalogue.ts';

/** The page that explains a check, as reports name it; a `UserError` where there is none. */
export const checkPage = (id: string, width: number): string => renderCheck(checkNamed(id), faults, width);

function checkNamed(id: string): Check {
  const check = checks.find((candidate) => candidate.id === id);
  if (check !== undefined) return check;
  const names = checks.map((candidate) => candidate.id);
  throw new UserError(`Unknown check '${id}'.`, { hint: meant(id, names, 'See qdoctor checks.') });
}
