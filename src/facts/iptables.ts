import type { Argv } from '../host/process.ts';
import type { Rule, Table, Tables } from '../netfilter/rule.ts';
import { type Alternative, alternatives } from './alternatives.ts';
import { type Answer, defineFact, defineFactOfEach, defineFallback } from './fact.ts';
import { type Known, known, partly, seenOf } from './known.ts';
import { namesOf, namespaceList, namespaces, routerNamespaces } from './namespaces.ts';
import { netfilterCommand, readTables, rulesOf } from './netfilter.ts';
import { parseIptablesList, parseIptablesSpec } from './text/iptables.ts';
import { within } from './within.ts';

const notRecorded = (answer: Answer | undefined): boolean => answer?.result.kind === 'not-recorded';

const read = ({ rules }: { readonly rules: Answer }): Known<Tables> => readTables(rules.command, rules.result);

const listed = (name: string, table: string): readonly Alternative<Table>[] => {
  const words = (...end: readonly string[]): Argv =>
    within(name === '' ? undefined : name, 'iptables', ...(table === 'filter' ? [] : ['-t', table]), ...end);
  return alternatives(
    [words('-S'), (text) => parseIptablesSpec(table, text)],
    [words('-L', '-n', '-v'), (text) => parseIptablesList(table, text)],
  );
};

/** The rules of a namespace, or of the host (''), as `iptables -S` or `iptables -L -n -v` print them, a table at a time. */
const asLists = defineFallback({
  isForSaved: true,
  reason: (tables: Known<Tables>, { rules }) => (tables.known || !notRecorded(rules) ? undefined : tables.reason),
  // In the order of iptables-save; without `-t` the tools mean the last one.
  ask: (name) => ({
    raw: listed(name, 'raw'),
    mangle: listed(name, 'mangle'),
    nat: listed(name, 'nat'),
    filter: listed(name, 'filter'),
  }),
  read(tables, before) {
    const seen = new Map(
      Object.entries(tables).flatMap(([name, table]): [string, Table][] => {
        const value = seenOf(table);
        return value === undefined ? [] : [[name, table.known ? { ...value, isWhole: true } : value]];
      }),
    );
    // What is saved of one table only is little to go by: the filter is what people look at first.
    if (tables.filter.known) {
      return known(new Map([...seen].filter(([name]) => tables[name as keyof typeof tables].known)));
    }
    return seen.size === 0 ? before : partly(seen, tables.filter.reason);
  },
});

export const hostTables = defineFact({
  id: 'hostTables',
  about: "the host's own rules of netfilter",
  ask: () => ({ rules: netfilterCommand(undefined) }),
  read,
  fallbacks: [asLists],
});

export const hostRules = defineFact({
  id: 'hostRules',
  about: "the host's own rules of netfilter",
  needs: { hostTables },
  read: (_, { needs }) => rulesOf(needs.hostTables),
});

export const routerTables = defineFactOfEach({
  id: 'routerTables',
  about: 'the rules of netfilter of each router',
  needs: { namespaceList, namespaces },
  each: routerNamespaces,
  wordName: 'NAMESPACE',
  isWanted: (name, needs) => namesOf(needs.namespaces).includes(name),
  ask: (name) => ({ rules: netfilterCommand(name) }),
  read,
  fallbacks: [asLists],
  join: (all) => all,
});

export const routerRules = defineFact({
  id: 'routerRules',
  about: 'the rules of netfilter of each router',
  needs: { routerTables },
  read: (_, { needs }): ReadonlyMap<string, Known<readonly Rule[]>> =>
    new Map([...needs.routerTables].map(([name, tables]) => [name, rulesOf(tables)])),
});
