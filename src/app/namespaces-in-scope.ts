import { UserError } from '../errors.ts';
import type { NamespaceScope } from '../facts/gather.ts';
import { type FactName, type Facts, facts as factsByName } from '../facts/index.ts';
import { unknownStack } from '../facts/ip.ts';
import type { Known } from '../facts/known.ts';
import type { AgentNamespace, Namespaces } from '../facts/namespaces.ts';
import { type Outline, type Outlines, outlines } from '../facts/outlines.ts';
import type { Interface, Stack } from '../facts/stack.ts';
import { unknownParts } from '../facts/text/partial-interface.ts';
import { isInRange, prefixLengthOf } from '../topology/addresses.ts';
import { buildTopology } from '../topology/build.ts';
import { sectionsOfNeeds, sectionsToFind } from '../topology/find.ts';
import { factsUnder } from '../topology/index.ts';
import { type Port, portKeyOf } from '../topology/ports.ts';
import type { RunOptions } from './run-options.ts';
import { hasScope, scopeOf } from './scope-of.ts';

/*
 * A run about one network reads the namespaces of that network and of its routers, not the hundreds of others. Which these
 * are is told by the topology of outlines; wherever that leaves a doubt, all routers are read.
 */

type Choice = (namespace: AgentNamespace) => boolean;

/** All but the DHCP servers of other networks: routers share the path to the outside. */
const withAllRouters =
  ({ networks, routers, ports }: RunOptions): Choice =>
  ({ kind, id }) =>
    kind !== 'qdhcp' ||
    networks.length === 0 ||
    routers.length + ports.length > 0 ||
    networks.some((network) => id.startsWith(network.toLowerCase()));

/** For a run to which others may matter. */
export const allRouters = (options: RunOptions): NamespaceScope => ({
  facts: [],
  alsoFor: () => [],
  choose: () => withAllRouters(options),
});

/** With fewer namespaces of routers, to find out which are needed costs what it saves. */
const leastNamespaces = 16;

/** Of so many routers in an external range, the next hop and the prefix length of all are known. */
const witnesses = 2;

const read = new Set<FactName>(['stacks', 'routerTables', 'routerRules']);

/** Which namespaces a run about a part of a host looks into. */
export function namespacesInScope(options: RunOptions, hostName: string): NamespaceScope | undefined {
  if (!hasScope(options)) return undefined;
  const names = [...factsUnder([...sectionsToFind.networks, ...sectionsToFind.ports, ...sectionsOfNeeds])];
  const needed = names.filter((name) => !read.has(name));
  return {
    facts: needed.map((name) => factsByName[name]),
    alsoFor: (values) => (isWorthwhile(values.get('namespaces') as Known<Namespaces>) ? [outlines] : []),
    choose: (values) => {
      const seen = values.get(outlines.id) as Outlines | undefined;
      if (seen === undefined) return withAllRouters(options);
      const facts = Object.fromEntries(needed.map((name) => [name, values.get(name)])) as Partial<Facts>;
      return chosen(facts, seen, options, hostName) ?? withAllRouters(options);
    },
  };
}

const isWorthwhile = (namespaces: Known<Namespaces>): boolean =>
  namespaces.known && namespaces.value.ofAgents.filter(({ kind }) => kind !== 'qdhcp').length >= leastNamespaces;

/** Undefined where there is a doubt. */
function chosen(facts: Partial<Facts>, seen: Outlines, options: RunOptions, hostName: string): Choice | undefined {
  const known = new Map(
    [...seen].flatMap(([name, one]): [string, Outline][] => (one.known ? [[name, one.value]] : [])),
  );
  if (known.size < seen.size) return undefined;
  const stacks = new Map([...known].map(([name, outline]): [string, Stack] => [name, stackOf(outline)]));
  const topology = buildTopology({ ...facts, stacks, routerTables: new Map(), routerRules: new Map() }, hostName);
  const scope = scopeIn(() => scopeOf(topology, options));
  if (scope === undefined || !topology.ports.known) return undefined;
  const routers = new Set([...scope.routers, ...scope.needed.routers]);
  const networks = new Set([...scope.networks, ...scope.needed.networks]);
  for (const port of topology.ports.value.filter(isOfRouter)) {
    const [router] = port.subject.routers;
    const isChosen = scope.portKeys.includes(portKeyOf(port.subject.name));
    const isOfScope = port.network === undefined || networks.has(port.network.id) || routers.has(router ?? '');
    if (!isChosen && !isOfScope) continue;
    // One whose device is in no namespace may be that of any router.
    if (router === undefined) return undefined;
    // A port of which the network is not known may be one of this network.
    if (isChosen || port.role === 'router-interface') routers.add(router);
    if (port.network !== undefined && scope.routers.includes(router)) networks.add(port.network.id);
  }
  const relatives = relativesOf(routers, known);
  return ({ kind, id, name }) => {
    if (kind === 'qdhcp') return networks.has(id);
    return kind === 'fip' || routers.has(id) || relatives.has(name);
  };
}

const isOfRouter = ({ role }: Port): boolean => role === 'router-interface' || role === 'router-gateway';

/** What a user means by a word that only a whole reading explains is found there. */
function scopeIn<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/**
 * Routers that can get in the way of some others, as they have an address or a tenant's range in common with them, and
 * some that stand in their external ranges.
 */
function relativesOf(routers: ReadonlySet<string>, all: ReadonlyMap<string, Outline>): ReadonlySet<string> {
  const isOwn = (name: string) => routers.has(name.slice(name.indexOf('-') + 1));
  const own = [...all].filter(([name]) => isOwn(name)).map(([, outline]) => outline);
  const addresses = new Set(own.flatMap((outline) => outline.addresses));
  const ranges = new Set(own.flatMap((outline) => rangesOf(outline, 'qr-')));
  const found = new Set<string>();
  const inRange = new Map<string, number>();
  for (const [name, outline] of all) {
    const external = rangesOf(outline, 'qg-');
    const isWitness = external.some((range) => (inRange.get(range) ?? 0) < witnesses);
    if (isWitness) for (const range of external) inRange.set(range, (inRange.get(range) ?? 0) + 1);
    const isRelated =
      outline.addresses.some((address) => addresses.has(address)) ||
      rangesOf(outline, 'qr-').some((range) => ranges.has(range));
    if (isWitness || isRelated) found.add(name);
  }
  return found;
}

const rangesOf = ({ ranges }: Outline, prefix: string): readonly string[] =>
  ranges.filter(({ device }) => device.startsWith(prefix)).map(({ range }) => range);

/** As much of a namespace's stack as its outline tells. */
function stackOf(outline: Outline): Stack {
  const interfaces = outline.devices.map((name) => deviceOf(name, outline));
  return {
    ...unknownStack('only the outline of the namespace was read'),
    interfaces: { known: true, value: interfaces },
    isComplete: true,
  };
}

function deviceOf(name: string, { ranges, addresses }: Outline): Interface {
  const own = ranges.filter(({ device }) => device === name);
  return {
    ...unknownParts(name),
    parent: undefined,
    state: undefined,
    flags: undefined,
    addresses: own.flatMap(({ range }) =>
      addresses
        .filter((address) => isInRange(address, range))
        .map((address) => ({ family: 'inet', address, prefixLength: prefixLengthOf(range) })),
    ),
  };
}
