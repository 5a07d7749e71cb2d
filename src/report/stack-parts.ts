import { spellRoute } from '../evidence/routes.ts';
import type { Known } from '../facts/known.ts';
import type { Address, Interface, Route, Stack } from '../facts/stack.ts';
import type { Table, Tables } from '../netfilter/rule.ts';
import { rulesOfTable } from '../netfilter/tables.ts';
import { addressWords, listOf, type Part, type PartList } from './part.ts';

export const devicePart = ({ name, isUp, hasCarrier, mtu, master, addresses }: Interface): Part => ({
  of: 'device',
  name,
  owner: null,
  values: {
    device: 'there',
    state: isUp === undefined ? null : isUp ? 'up' : 'down',
    carrier: hasCarrier === undefined ? null : hasCarrier ? 'yes' : 'no',
    mtu: mtu === undefined ? null : String(mtu),
    master: master === undefined ? null : master || 'none',
    addresses: addresses === undefined ? null : addressWords(addresses.map(spellAddress)),
  },
});

const spellAddress = ({ address, prefixLength }: Address): string => `${address}/${prefixLength}`;

const inside = (owner: string | null): string => (owner === null ? '' : ` in ${owner}`);

/** Routes and forwarding, of the host itself or in a namespace. */
export function stackParts({ routes, isForwarding }: Stack, owner: string | null): [string, Known<PartList>][] {
  const forwarding = (value: boolean): Part => ({
    of: 'setting',
    name: 'net.ipv4.ip_forward',
    owner,
    values: { value: value ? '1' : '0' },
  });
  return [
    [`routes${inside(owner)}`, listOf(routes, (all) => routeParts(all, owner))],
    [`forwarding${inside(owner)}`, listOf(isForwarding, (value) => [forwarding(value)])],
  ];
}

/** A destination with all ways to it. The kernel's table `local` repeats what addresses there are. */
function routeParts(routes: readonly Route[], owner: string | null): readonly Part[] {
  const ways = new Map<string, string[]>();
  for (const route of routes.filter(({ table }) => table !== 'local')) {
    const name = spellRoute({
      ...route,
      type: 'unicast',
      gateway: undefined,
      device: undefined,
      metric: 0,
      isOnlink: false,
    });
    ways.set(name, [...(ways.get(name) ?? []), spellRoute(route)]);
  }
  return [...ways].map(([name, all]) => ({ of: 'route', name, owner, values: { path: all.toSorted().join(', ') } }));
}

/** The rules of netfilter and the policies of built-in chains, table by table, in the words of iptables. */
export function ruleParts(tables: Known<Tables>, owner: string | null): [string, Known<PartList>][] {
  const known = tables.known ? [...tables.value] : [];
  return [
    // Which tables there are is no matter of its own: iptables-save prints those that somebody has used.
    [`rules${inside(owner)}`, listOf(tables, () => [])],
    ...known.map(([name, table]): [string, Known<PartList>] => [
      `rules of ${name}${inside(owner)}`,
      listOf(tables, () => tableParts(name, table, owner)),
    ]),
  ];
}

const tableParts = (name: string, table: Table, owner: string | null): readonly Part[] => [
  ...[...table.chains.values()].flatMap(({ name: chain, base }): readonly Part[] =>
    base?.policy === undefined
      ? []
      : [{ of: 'setting', name: `-P ${chain}`, owner, values: { value: base.policy.toUpperCase() } }],
  ),
  ...rulesOfTable(table).map(({ text }): Part => ({ of: 'rule', name: text, owner, values: { table: name } })),
];
