import type { Host } from '../host/host.ts';
import { agentFiles } from './agent-files.ts';
import { bridgeMappings } from './bridge-mappings.ts';
import { insides } from './containers.ts';
import { daemons } from './daemons.ts';
import { dhcpSockets, dnsmasq } from './dhcp-servers.ts';
import type { AnyFact, ValueOf } from './fact.ts';
import { flows } from './flows.ts';
import { type GatherOptions, gather } from './gather.ts';
import { hostStack, stacks } from './ip.ts';
import { hostRules, hostTables, routerRules, routerTables } from './iptables.ts';
import { kernel, stateFolders } from './kernel.ts';
import { macTables } from './mac-tables.ts';
import { metadata } from './metadata.ts';
import { namespaces } from './namespaces.ts';
import { database } from './ovs.ts';
import { processes } from './process-list.ts';
import { services } from './services.ts';
import { statements } from './statements.ts';

/** The facts of which a topology is made. What these need besides is found through them. */
export const facts = {
  namespaces,
  hostStack,
  stacks,
  database,
  daemons,
  processes,
  dnsmasq,
  dhcpSockets,
  agentFiles,
  bridgeMappings,
  hostTables,
  hostRules,
  routerTables,
  routerRules,
  services,
  insides,
  kernel,
  stateFolders,
  metadata,
  flows,
  macTables,
  statements,
} as const satisfies Readonly<Record<string, AnyFact>>;

export type FactName = keyof typeof facts;

/** What was read from a host, once, each part known or with the reason why not. */
export type Facts = { readonly [Id in FactName]: ValueOf<(typeof facts)[Id]> };

export const factIds = Object.keys(facts) as readonly FactName[];

/** Reads some facts of a host, and nothing that they do not need. */
export async function gatherFacts<Id extends FactName>(
  host: Host,
  wanted: readonly Id[],
  options: GatherOptions = {},
): Promise<Pick<Facts, Id>> {
  const values = await gather(
    host,
    wanted.map((id) => facts[id]),
    options,
  );
  return Object.fromEntries(wanted.map((id) => [id, values.get(id)])) as Pick<Facts, Id>;
}
