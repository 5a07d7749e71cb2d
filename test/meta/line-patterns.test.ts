import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';

/*
 * In a pattern for any line of a text (flag m), `^\s*` runs over all blank lines that follow, from each of them again: a
 * paste of a million blank lines never ends. `[ \t]*` stays in its line.
 */
const runsOn = /\^(?:\\s|\\W)[*+].*\/[a-z]*m[a-z]*(?:[,;.)]|$)/;

test('no pattern for the begin of a line runs over line ends', () => {
  const folder = join(packageRoot, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const found = files.flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (runsOn.test(line) ? [`${file}:${index + 1}`] : [])),
  );
  expect(found).toEqual([]);
});
