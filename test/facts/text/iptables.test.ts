import { describe, expect, test } from 'vitest';
import { readTables } from '../../../src/facts/netfilter.ts';
import { parseIptablesList, parseIptablesSpec } from '../../../src/facts/text/iptables.ts';
import type { Table } from '../../../src/netfilter/rule.ts';
import { recording } from './recorded.ts';

const recorded = (file: string): string => recording(`iptables-1.8.9/${file}`);

function savedTable(place: string, name: string): Table {
  const result = { kind: 'exited', exitCode: 0, stdout: recorded(`${place}-save`), stderr: '' } as const;
  const tables = readTables({ argv: ['iptables-save'] }, result);
  const table = tables.known ? tables.value.get(name) : undefined;
  if (table === undefined) throw new Error(`no table ${name}`);
  return table;
}

/** Chains have no order among themselves, only their rules have; not every command prints counters. */
const byChain = ({ chains }: Table) =>
  [...chains.values()]
    .map(({ name, base, rules }) => ({
      name,
      base: base && { ...base, counters: undefined },
      rules: rules.map((rule) => ({ ...rule, counters: undefined })),
    }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));

describe.each([
  ['host', 'filter'],
  ['router', 'filter'],
  ['router', 'nat'],
])('the rules of the %s in the table %s', (place, table) => {
  const saved = byChain(savedTable(place, table));

  test('are told by iptables -S as by iptables-save', () => {
    expect(byChain(parseIptablesSpec(table, recorded(`S-${table}-${place}.txt`)))).toEqual(saved);
  });

  test('are told by iptables -L -n -v as by iptables-save', () => {
    expect(byChain(parseIptablesList(table, recorded(`L-${table}-${place}.txt`)))).toEqual(saved);
  });
});

const list = recorded('L-nat-router.txt');

test.each([
  ['from which a rule is gone', list.replace(/^.*neutron-postrouting-bottom {2}.*\n/m, ''), /should lead to a chain/],
  ['with a match that is not known', list.replace('ctstate DNAT', 'recent: SET'), /not understood/],
  ['without counters and devices', list.replace('pkts bytes target', 'target'), /not understood/],
])('a list %s is refused', (_what, text, reason) => {
  expect(text).not.toBe(list);
  expect(() => parseIptablesList('nat', text)).toThrow(reason);
});

test('a target that is glued to the bytes is set apart, where its first letter is none of theirs', () => {
  const rule = (start: string) =>
    `Chain INPUT (policy ACCEPT 0 packets, 0 bytes)\n pkts bytes target     prot opt in     out     source               destination\n${start}  all  --  *      *       0.0.0.0/0            0.0.0.0/0\n`;
  const parse = (start: string) => byChain(parseIptablesList('filter', rule(start)));
  expect(parse('   12   345DROP')).toEqual(parse('   12   345 DROP'));
  expect(parse('   12  345 ACCEPT')).toEqual(parse('   12   345ACCEPT'));
  for (const start of ['   12   345MARK', '   12   345TRACE', '   12345DROP']) expect(() => parse(start)).toThrow();
});
