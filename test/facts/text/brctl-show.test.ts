import { expect, test } from 'vitest';

import { parseBrctlShow, recording } from './recorded.ts';

test('a bridge with two ports and one without', () => {
  expect([...parseBrctlShow(recording('bridge-utils-1.7/brctl-show.txt'))]).toEqual([
    ['qbr10d38cf7-7e', ['qvb10d38cf7-7e', 'tap10d38cf7-7e']],
    ['qbra0bca375-a9', []],
  ]);
});

test('no bridge at all', () => {
  expect(parseBrctlShow(recording('bridge-utils-1.7/brctl-show-none.txt')).size).toBe(0);
});

test('the blog post, where brcompat lists the bridges of Open vSwitch too', () => {
  expect([...parseBrctlShow(recording('blog-post/brctl_show'))]).toEqual([
    ['br-ex', ['qg-5dd85641-81']],
    ['br-int', ['qr-fce20708-25']],
    ['qbr10d38cf7-7e', ['qvb10d38cf7-7e']],
    ['qbra0bca375-a9', ['qvba0bca375-a9']],
  ]);
});

test('without its heading, as after a grep, it is an excerpt', () => {
  const text = recording('bridge-utils-1.7/brctl-show.txt');
  expect(() => parseBrctlShow(text.slice(text.indexOf('\n') + 1))).toThrow(/an excerpt/);
});
