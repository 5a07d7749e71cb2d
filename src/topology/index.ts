import { type FactName, type Facts, factIds } from '../facts/index.ts';
import type { Known } from '../facts/known.ts';
import { agents } from './agents.ts';
import { agentBridges } from './bridges.ts';
import { containers } from './containers.ts';
import { daemons } from './daemons.ts';
import type { Section, ValuesOf } from './define-section.ts';
import { dhcpSessions } from './dhcp-sessions.ts';
import { dhcpWatches } from './dhcp-watches.ts';
import { distributedFloatingIps, distributedRouters, fipNamespaces } from './distributed.ts';
import { emptyRouters } from './empty-routers.ts';
import { neighbours } from './expectations.ts';
import { externalBridges, tenantRanges } from './external.ts';
import { floatingIps } from './floating-ips.ts';
import { haRouters } from './ha-routers.ts';
import { haWatches } from './ha-watches.ts';
import { namespaceStacks } from './hidden-addresses.ts';
import { hybridFirewalls } from './hybrid-firewall.ts';
import { limits } from './limits.ts';
import { bridgedTaps, linuxBridges } from './linux-bridges.ts';
import { metadataPoints, metadataServices, novaConnections } from './metadata.ts';
import { dhcpServers, networks } from './networks.ts';
import { outsideBridges } from './outside-bridges.ts';
import { overlayNetworks, overlays, tunnels } from './overlay.ts';
import { ports } from './ports.ts';
import { providerNetworks } from './provider.ts';
import { reaches } from './reaches.ts';
import { lostRouters, routerLegs, routers } from './routers.ts';
import { statements } from './statements.ts';
import { stepRuns } from './step-runs.ts';
import type { Subject } from './subject.ts';
import { switchDatabase } from './switch-database.ts';
import { notWalked, traces } from './traces.ts';
import { tunnelEnds } from './tunnel-ends.ts';
import { vmPorts } from './vm-ports.ts';

/** The sections whose items checks judge, one by one. */
export const sections = [
  containers,
  daemons,
  agents,
  limits,
  agentBridges,
  providerNetworks,
  overlays,
  tunnels,
  overlayNetworks,
  tunnelEnds,
  externalBridges,
  outsideBridges,
  tenantRanges,
  routers,
  distributedRouters,
  distributedFloatingIps,
  fipNamespaces,
  haRouters,
  routerLegs,
  lostRouters,
  emptyRouters,
  ports,
  vmPorts,
  hybridFirewalls,
  linuxBridges,
  bridgedTaps,
  networks,
  dhcpServers,
  metadataPoints,
  metadataServices,
  novaConnections,
  floatingIps,
  dhcpWatches,
  dhcpSessions,
  reaches,
  haWatches,
  traces,
  statements,
  stepRuns,
] as const satisfies readonly Section<string, Known<readonly { readonly subject: Subject }[]>>[];

/** What several of them are made from, and what checks may read besides. */
export const foundations = [switchDatabase, namespaceStacks, neighbours, notWalked] as const;

type Joined = ValuesOf<typeof sections> & ValuesOf<typeof foundations>;

/**
 * All that is known of a host, by name: the facts, and the sections into which they are joined, which are what an
 * operator thinks in. A fact of the same name as a section is there for the section only.
 */
export type Topology = Joined & Omit<Facts, keyof Joined>;

export type SectionName = (typeof sections)[number]['name'];

/** One item of a section. */
export type Item<Name extends SectionName> = Topology[Name] extends Known<readonly (infer T)[]> ? T : never;

/** What a check may name to read it besides its item. */
export type Input = keyof Topology;
export type Inputs<Names extends Input> = Pick<Topology, Names>;

const byName: ReadonlyMap<string, Section> = new Map(
  [...sections, ...foundations].map((section): [string, Section] => [section.name, section]),
);

/** The names of all that a check may read besides its item. */
export const inputNames = [...byName.keys(), ...factIds] as readonly Input[];

/** Whether what was seen of a section may be judged though it is not known whole. */
export const standsAlone = (name: Input): boolean => byName.get(name)?.standsAlone === true;

/** Where the items of a section come from. */
export const sourceOf = (name: Input): Section['source'] => byName.get(name)?.source ?? 'facts';

/** What a check reads, as far as it matters for what is gathered. */
interface Reader {
  readonly each: SectionName;
  readonly with?: readonly Input[];
}

/** The facts that some checks need: those of the sections that they read, and of all sections under these. */
export const factsFor = (checks: readonly Reader[]): ReadonlySet<FactName> =>
  factsUnder(checks.flatMap(({ each, with: inputs = [] }) => [each, ...inputs]));

/** The facts under some sections and facts, given by name. */
export function factsUnder(names: readonly Input[]): ReadonlySet<FactName> {
  const found = new Set<FactName>();
  const seen = new Set<Section>();
  const visit = (section: Section): void => {
    if (seen.has(section)) return;
    seen.add(section);
    for (const fact of section.facts) found.add(fact);
    for (const needed of section.needs) visit(needed);
  };
  for (const name of names) {
    const section = byName.get(name);
    // What is no section is a fact.
    if (section === undefined) found.add(name as FactName);
    else visit(section);
  }
  return found;
}
