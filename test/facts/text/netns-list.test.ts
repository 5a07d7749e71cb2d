import { expect, test } from 'vitest';
import { parseNetnsList } from '../../../src/facts/text/netns-list.ts';
import { iproutes, recording } from './recorded.ts';

test.each(iproutes)('%s, with ids or without', (version) => {
  expect(new Set(parseNetnsList(recording(`${version}/ip-netns-list.txt`)))).toEqual(
    new Set(['qdhcp-487dbcfc-62fb-4b87-ad8c-8fa4c015ac0a', 'a b', '$(reboot)', 'red\u001b[31m', '\'quoted"']),
  );
});

test('no namespace', () => {
  expect(parseNetnsList('')).toEqual([]);
});

test.each([
  ['an excerpt', '(...)\nqdhcp-x (id: 2)\n'],
  ['an error among the names', 'qdhcp-x\nError: Peer netns reference is invalid.\n'],
  ['what can not be a name', '/run/netns/qdhcp-x\n'],
  ['a name that may be cut', 'qdhcp-x\nqdhcp-'],
])('refuses %s', (_what, text) => {
  expect(() => parseNetnsList(text)).toThrow(/an excerpt|an error|not understood|no line end/);
});
