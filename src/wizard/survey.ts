import { gatherFacts } from '../facts/index.ts';
import { valuesOf } from '../facts/known.ts';
import type { Process } from '../facts/processes.ts';
import type { Host } from '../host/host.ts';
import { buildTopology } from '../topology/build.ts';
import { factsUnder, type Inputs, type SectionName } from '../topology/index.ts';
import type { Port } from '../topology/ports.ts';
import { counted } from '../words.ts';

/** The sections that the wizard talks of, whatever is asked. */
export const wizardSections = [
  'ports',
  'routers',
  'vmPorts',
  'networks',
  'dhcpServers',
  'externalBridges',
  'floatingIps',
] as const satisfies readonly SectionName[];

/** A guest of QEMU, by what its command line says. */
export interface Guest {
  readonly uuid: string | undefined;
  readonly name: string | undefined;
  readonly macs: readonly string[];
}

export type Surveyed = Inputs<(typeof wizardSections)[number]>;

/** What is on a host, before anything is asked. */
export interface Survey {
  readonly topology: Surveyed;
  readonly guests: readonly Guest[];
  /** False where there are no resources of Quantum or Neutron. */
  readonly hasNetworks: boolean;
  /** One line for people. */
  readonly summary: string;
  /** What could not be read, and why. */
  readonly obstacles: readonly string[];
}

export async function surveyHost(host: Host, say: (what: string) => void): Promise<Survey> {
  const facts = await gatherFacts(host, [...factsUnder(wizardSections), 'database', 'processes'], { onProgress: say });
  const processes = facts.processes.known ? facts.processes.value : [];
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
    guests: guestsOf(processes),
    hasNetworks: routers + networks + vms + servers > 0,
    summary: `${parts.join(', ')}.`,
    obstacles: [...new Set(sections.flatMap((section) => (section.known ? [] : [section.reason])))],
  };
}

/** The networks that have a port or a DHCP server here. */
export const networkIdsOf = (topology: Inputs<'networks' | 'dhcpServers'>): readonly string[] => [
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

/** Names, UUIDs and MACs of the guests that QEMU runs: `-name guest=instance-00000001,…`, `-uuid`, `mac=`. */
const guestsOf = (processes: readonly Process[]): readonly Guest[] =>
  processes
    .filter(({ args }) => /^\S*qemu\S*\s/.test(args))
    .map(({ args }) => ({
      name: /\s-name\s+(?:guest=)?([^\s,]+)/.exec(args)?.[1],
      uuid: /\s-uuid\s+([0-9a-f-]{36})/i.exec(args)?.[1]?.toLowerCase(),
      macs: [...args.matchAll(/\bmac"?[=:]"?((?:[0-9a-f]{2}:){5}[0-9a-f]{2})/gi)].map(([, mac = '']) =>
        mac.toLowerCase(),
      ),
    }));
