import { describe, expect, test } from 'vitest';
import { readTable } from '../../src/netfilter/saved-rules.ts';
import { rulesOfTable } from '../../src/netfilter/tables.ts';

/** A rule of a table that has the chain `mine` besides. */
function read(line: string) {
  const [rule] = rulesOfTable(readTable('ip', 'filter', [':INPUT ACCEPT [7:420]', ':mine - [0:0]', line]));
  if (rule === undefined) throw new Error('no rule');
  return rule;
}

describe('counters', () => {
  const text = '-A INPUT -m comment --comment "[1:2] -c 3 4" -j DROP';
  const counters = { packets: 12, bytes: 345 };

  test.each([
    ['iptables-save', text, undefined],
    ['iptables-save -c', `[12:345] ${text}`, counters],
    ['iptables -S -v', '-A INPUT -m comment --comment "[1:2] -c 3 4" -c 12 345 -j DROP', counters],
  ])('of %s are told apart from the rule', (_tool, line, expected) => {
    const rule = read(line);
    expect(rule.text).toBe(text);
    expect(rule.counters).toEqual(expected);
    expect(rule.target).toEqual({ kind: 'drop' });
  });

  test('of a chain are those of its policy', () => {
    const table = readTable('ip', 'filter', [':INPUT DROP [7:420]', ':mine - [0:0]']);
    expect(table.chains.get('INPUT')?.base).toEqual({
      hook: 'input',
      priority: 0,
      type: 'filter',
      policy: 'drop',
      counters: { packets: 7, bytes: 420 },
    });
    expect(table.chains.get('mine')?.base).toBeUndefined();
  });
});

// As iptables-save 1.8.9 prints them, of nf_tables and legacy alike.
test('a quoted word is one word, whatever is in it', () => {
  const line = String.raw`-A INPUT -m comment --comment "a \"b\" c\\d -j ACCEPT" -j mine`;
  const rule = read(line);
  expect(rule.matches).toEqual([{ kind: 'comment', text: String.raw`a "b" c\d -j ACCEPT`, isNegated: false }]);
  expect(rule.target).toEqual({ kind: 'jump', chain: 'mine' });
  expect(rule.words).toEqual(['-m', 'comment', '--comment', String.raw`a "b" c\d -j ACCEPT`, '-j', 'mine']);
});

test.each([
  ['-j ACCEPT', { kind: 'accept' }],
  ['-j REJECT --reject-with icmp-port-unreachable', { kind: 'reject', answer: 'icmp-port-unreachable' }],
  ['-g mine', { kind: 'goto', chain: 'mine' }],
  ['-p tcp', { kind: 'none' }],
  ['-j MARK --set-xmark 0x1/0xffff', { kind: 'set-mark', value: 1, mask: 0xffff }],
  ['-j REDIRECT --to-ports 9697', { kind: 'redirect', port: 9697 }],
  [
    '-j SNAT --to-source 203.0.113.101 --random-fully',
    { kind: 'snat', address: '203.0.113.101', port: undefined, to: '203.0.113.101', isRandom: true },
  ],
  [
    '-j DNAT --to-destination 10.0.0.1:80',
    { kind: 'dnat', address: '10.0.0.1', port: 80, to: '10.0.0.1:80', isRandom: false },
  ],
  [
    '-j DNAT --to-destination 10.0.0.1-10.0.0.4:80-90 --random --persistent',
    { kind: 'dnat', address: undefined, port: undefined, to: '10.0.0.1-10.0.0.4:80-90', isRandom: true },
  ],
  ['-j LOG --log-prefix "x y "', { kind: 'other', name: 'LOG', words: ['--log-prefix', 'x y '] }],
  // A chain that was not declared may be anything.
  ['-j theirs', { kind: 'other', name: 'theirs', words: [] }],
])('the target of `%s`', (words, target) => {
  expect(read(`-A INPUT ${words}`).target).toEqual(target);
});

test.each([
  ['-m set ! --match-set bogons src,dst', [{ kind: 'set', set: 'bogons', fields: ['src', 'dst'], isNegated: true }]],
  ['-m socket', [{ kind: 'other', module: 'socket', words: [], isNegated: false }]],
  [
    '-m recent --update --seconds 60',
    [
      { kind: 'other', module: 'recent', words: ['--update'], isNegated: false },
      { kind: 'other', module: 'recent', words: ['--seconds', '60'], isNegated: false },
    ],
  ],
  [
    '-m string --string "-j ACCEPT" --algo bm',
    [
      { kind: 'other', module: 'string', words: ['--string', '-j ACCEPT'], isNegated: false },
      { kind: 'other', module: 'string', words: ['--algo', 'bm'], isNegated: false },
    ],
  ],
  ['-p tcp -m tcp', [{ kind: 'protocol', protocol: 'tcp', isNegated: false }]],
  ['-s 0.0.0.0/0', []],
  ['! -s 0.0.0.0/0', [{ kind: 'source', range: '0.0.0.0/0', isNegated: true }]],
])('the matches of `%s`', (words, matches) => {
  expect(read(`-A INPUT ${words} -j DROP`).matches).toEqual(matches);
});
