import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  phrasesIn,
  phrasesOnPage,
  retiredIn,
  retiredNames,
  retiredPhrases,
  retiredUses,
} from '../../scripts/retired-words.ts';
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

test('a phrase that is put together of several strings is found, in its first line', () => {
  const code =
    "const a = 1;\nconst title =\n  'the rules of the agent of ' +\n  'before are there';\nconst b = ['of', 'before'];\n";
  expect(phrasesIn(code, phrases).map(({ name, line }) => [name, line])).toEqual([['of before', 3]]);
});

test.each([
  ['What broke, and\nwhat follows\nfrom it.\n', 'follows from it', 2],
  ['| cause |\n| An agent of before |\n', 'of before', 2],
  ['# In health\n', 'in health', 1],
])('a retired phrase is found on a page: %j', (page, phrase, line) => {
  expect(phrasesOnPage(page, phrases).map((use) => [use.name, use.line])).toEqual([[phrase, line]]);
});

test.each(['```sh\necho to keep it\n```\n', 'Rows of\n\nbefore and after.\n'])(
  'what a page quotes, and words of two paragraphs, are left alone: %j',
  (page) => {
    expect(phrasesOnPage(page, phrases)).toEqual([]);
  },
);
