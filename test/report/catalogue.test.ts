import { expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { isOfTexts } from '../../src/engine/check.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { partsOf } from '../../src/report/catalogue.ts';

test.each(checks.map((check) => [check.id, check] as const))('%s: every part of the catalogue has text', (_, check) => {
  const parts = partsOf(check, faults);
  // What a text says, no lab brings about.
  expect(parts.map(({ heading }) => heading).includes('To see it in the lab')).toBe(!isOfTexts(check));
  for (const { lines } of parts) for (const line of lines) expect(line).toMatch(/^\S.*\S$/);
});
