import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { phrasesIn, retiredIn, retiredNames, retiredPhrases, retiredUses } from '../../scripts/retired-words.ts';
import { packageRoot } from '../../src/package.ts';

const glossary = readFileSync(join(packageRoot, 'docs/glossary.md'), 'utf8');
const retired = retiredNames(glossary);
const phrases = retiredPhrases(glossary);

test('no name that the glossary retires is used', () => {
  expect(retired.length).toBeGreaterThan(10);
  expect(retiredUses(packageRoot)).toEqual([]);
});

test.each([
  ['const toldRoutes = [];', 'toldRoutes'],
  ['export interface Misfit {}', 'Misfit'],
  ['interface Item { readonly dhcpTalks: number }', 'dhcpTalks'],
  ['const f = (sight: string) => sight;', 'sight'],
  ['export function isAsked(): void {}', 'isAsked'],
])('a retired name is found where it is declared: %s', (code, name) => {
  expect(retiredIn('src/topology/find.ts', code, retired).map((use) => use.name)).toContain(name);
});

test.each([
  '// What told it.',
  "const message = 'it was told';",
  '/** A sight. */ const seen = 1;',
  'const lookAlike = 1;',
  'const wherever = 1;',
])('other words are left alone: %s', (code) => {
  expect(retiredIn('src/topology/find.ts', code, retired)).toEqual([]);
});

test.each([
  ["screen.tell('To keep it: ' + fix);", 'to keep it'],
  ['const why = `A MAC of before is in the table.`;', 'of before'],
  ['const limits = "It is down in health.";', 'in health'],
])('a retired phrase is found in what people read: %s', (code, phrase) => {
  expect(phrasesIn(code, phrases).map(({ name }) => name)).toEqual([phrase]);
});

test.each(['// A MAC of before.', '/* To keep it */ const x = 1;', "const url = 'https://example.org';"])(
  'comments and addresses are left alone: %s',
  (code) => {
    expect(phrasesIn(code, phrases)).toEqual([]);
  },
);

test('a file may not have a retired name either', () => {
  expect(retiredIn('src/wizard/disguise.ts', '', retired).map(({ name }) => name)).toEqual(['disguise']);
});
