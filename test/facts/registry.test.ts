import { describe, expect, test } from 'vitest';
import { closureOf } from '../../src/facts/gather.ts';
import { facts } from '../../src/facts/index.ts';
import { sourcesIn } from '../../src/facts/word-list.ts';

const all = closureOf(Object.values(facts));

test('a fact is registered under its own name, and none has the name of another', () => {
  expect(Object.values(facts).map(({ id }) => id)).toEqual(Object.keys(facts));
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

describe.each(all.map((fact) => [fact.id, fact] as const))('%s', (_, fact) => {
  test('stands behind what it needs', () => {
    const before = all.slice(0, all.indexOf(fact));
    expect(before).toEqual(expect.arrayContaining(Object.values(fact.needs)));
  });

  test('needs whatever its words come from', () => {
    const lists = [fact.each, ...Object.values(fact.lists), fact.settles?.given, fact.settles?.until];
    const sources = lists.flatMap((list) => (list === undefined ? [] : sourcesIn(list)));
    const given = fact.given === undefined ? [] : [fact.given.fact];
    const needed = Object.values(fact.needs).map(({ id }) => id);
    for (const { id } of [...sources, ...given]) expect(needed).toContain(id);
  });
});
