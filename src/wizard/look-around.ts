import { counted } from '../engine/words.ts';
import { collectFacts } from '../facts/collect.ts';
import { valuesOf } from '../facts/known.ts';
import type { Host } from '../host/host.ts';
import { buildTopology } from '../topology/build.ts';
import type { Port, Topology } from '../topology/types.ts';

/** What is on a host, before anything is asked. */
export interface Surroundings {
  readonly topology: Topology;
  /** False where nothing of Quantum or Neutron is to be seen. */
  readonly hasNetworks: boolean;
  /** One line for people. */
  readonly summary: string;
  /** What could not be read, and why. */
  readonly obstacles: readonly string[];
}

export async function lookAround(host: Host, say: (what: string) => void): Promise<Surroundings> {
  const facts = await collectFacts(host, { isInScope: () => true, onProgress: say });
  const topology = buildTopology(facts, host.name);
  const [routers, networks, vms, servers] = [
    valuesOf(topology.routers).length,
    networkIdsOf(topology).length,
    valuesOf(topology.vmPorts).length,
    valuesOf(topology.dhcpServers).length,
  ];
  const version = facts.database.known ? facts.database.value.version : undefined;
  const parts = [
    counted(routers, 'router'),
    counted(networks, 'network'),
    counted(vms, 'VM port'),
    counted(servers, 'DHCP server'),
    ...(version === undefined ? [] : [`Open vSwitch ${version}`]),
    ...layoutOf(valuesOf(topology.ports)),
  ];
  const sections = [topology.ports, topology.routers, topology.vmPorts, topology.dhcpServers];
  return {
    topology,
    hasNetworks: routers + networks + vms + servers > 0,
    summary: `${parts.join(', ')}.`,
    obstacles: [...new Set(sections.flatMap((section) => (section.known ? [] : [section.reason])))],
  };
}

/** The networks that have a port or a DHCP server here. */
export const networkIdsOf = (topology: Topology): readonly string[] => [
  ...new Set([
    ...valuesOf(topology.networks).map(({ id }) => id),
    ...valuesOf(topology.dhcpServers).map(({ networkId }) => networkId),
  ]),
];

/** Where the routers' external legs are plugged in, which is what tells the generations apart. */
function layoutOf(ports: readonly Port[]): readonly string[] {
  const gateways = ports.filter(({ role }) => role === 'router-gateway');
  if (gateways.length === 0) return [];
  const bridges = [...new Set(gateways.map(({ port }) => port.bridge))].join(' and ');
  return [`routers plugged into ${bridges}`];
}
