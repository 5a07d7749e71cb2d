import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cloudChecks } from '../../checks/fleet/index.ts';
import { checks } from '../../checks/index.ts';
import { packageRoot } from '../../src/package.ts';

/** How a file has to look: its check by name, and rows of both kinds. */
const needed = (id: string): readonly RegExp[] => [
  new RegExp(`\\btestCheck\\(\\s*'${id}'`),
  /^\s+reject\(/m,
  /^\s+accept\(/m,
];

test('every check has its own test, with rows that reject and rows that accept', () => {
  // What real packets met is tested with recordings of hosts where they met it: test/traces.
  const byFacts = checks.filter(({ each }) => each !== 'traces');
  const lacking = byFacts.flatMap(({ layer, id }) => {
    const file = join('test/checks', layer, `${id}.test.ts`);
    const text = existsSync(join(packageRoot, file)) ? readFileSync(join(packageRoot, file), 'utf8') : '';
    return needed(id).every((pattern) => pattern.test(text)) ? [] : [file];
  });
  expect(lacking).toEqual([]);
});

test('and so has every check across hosts', () => {
  const lacking = cloudChecks.flatMap(({ id }) => {
    const file = join(packageRoot, 'test/checks/fleet', `${id}.test.ts`);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return [new RegExp(`\\btestCloudCheck\\(\\s*'${id}'`), ...needed(id).slice(1)].every((one) => one.test(text))
      ? []
      : [id];
  });
  expect(lacking).toEqual([]);
});
