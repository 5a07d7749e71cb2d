import type { DhcpFiles } from '../facts/agent-files.ts';
import type { Facts } from '../facts/index.ts';
import { type Known, mapKnown, valuesOf } from '../facts/known.ts';
import type { Interface } from '../facts/stack.ts';
import type { SwitchDatabase, SwitchInterface, SwitchPort } from '../facts/switch.ts';
import { groupedBy } from '../grouped.ts';
import { devicesOf } from '../netfilter/predicates.ts';
import { defineSection } from './define-section.ts';
import {
  allDhcpFiles,
  type ExpectedAddress,
  expectedDhcpAddress,
  expectedGatewayAddress,
  expectedInterfaceAddress,
  type Neighbours,
  neighbours,
} from './expectations.ts';
import { namespaceStacks, type Stacks } from './hidden-addresses.ts';
import { macBehind } from './macs.ts';
import type { Subject } from './subject.ts';
import { integrationBridgeOf, switchDatabase } from './switch-database.ts';

/** Where the device of a port was seen. */
export interface DeviceLocation {
  /** Undefined: the host itself. */
  readonly namespace: string | undefined;
  readonly interface: Interface;
}

export type PortRole = 'dhcp' | 'router-interface' | 'router-gateway' | 'vm' | 'other';

/** A port on one of the switch's bridges that an agent or nova made. */
export interface Port {
  readonly subject: Subject;
  readonly role: PortRole;
  readonly port: SwitchPort;
  readonly interface: SwitchInterface | undefined;
  /** What was noted at the port or, without such notes, what its device or its guest has. */
  readonly mac: string | undefined;
  /** The agent's own note of what the port should be (Port.other_config), which survives a changed tag. */
  readonly intendedTag: number | undefined;
  readonly network: NetworkOfPort | undefined;
  /** The local VLAN of its network on this host, and why. */
  readonly localVlan: LocalVlan | undefined;
  readonly isOnIntegrationBridge: boolean;
  /**
   * For a VM port: its guest is plugged in. False for an instance that is shut off, or gone and left behind; undefined
   * where its tap may only not be listed.
   */
  readonly hasGuest: boolean | undefined;
  /** The namespace where its device belongs; `host` for VM ports; undefined where nothing tells. */
  readonly home: { readonly namespace: string | 'host'; readonly exists: boolean } | undefined;
  readonly sightings: readonly DeviceLocation[];
  /** False when some namespace could not be looked into: then an unseen device may be there. */
  readonly isSearchComplete: boolean;
  /** The run's scope left out namespaces where its device may be. */
  readonly isSearchNarrowed: boolean;
  /** The leg of a router or the DHCP port whose namespace this is, with the address it should have there. */
  readonly expected: ExpectedAddress | undefined;
}

export interface LocalVlan {
  readonly tag: number;
  readonly because: 'agent' | 'majority';
}

/** A port's network, and why we say so. */
export interface NetworkOfPort {
  readonly id: string;
  readonly because: 'agent' | 'namespace' | 'dnsmasq' | 'host-file' | 'tag';
}

/** The 11 characters of a port's UUID that all its devices carry behind a prefix of three (`qvo0b9f0940-2c`). */
export const portKeyOf = (device: string): string => device.slice(3);

const agentDevice = /^(?:tap|qvo|qr-|qg-|ha-|sg-|fg-)[0-9a-f]{8}-[0-9a-f]{2}$/;

/** What the ports are found out from. */
type Sources = Pick<Facts, 'namespaces' | 'hostStack' | 'dnsmasq' | 'agentFiles' | 'routerRules'> & {
  readonly stacks: Stacks;
};

/** The ports of the agents and of nova on all bridges, each with its network and the place where its device is. */
export const ports = defineSection({
  name: 'ports',
  standsAlone: true,
  facts: ['namespaces', 'hostStack', 'dnsmasq', 'agentFiles', 'routerRules'],
  needs: [switchDatabase, namespaceStacks, neighbours],
  build: (
    { namespaces, hostStack, dnsmasq, agentFiles, routerRules },
    { switchDatabase: database, namespaceStacks: stacks, neighbours: near },
  ): Known<readonly Port[]> => {
    const sources = { namespaces, hostStack, dnsmasq, agentFiles, routerRules, stacks };
    return mapKnown(database, (value) => portsOf(sources, near, value));
  },
});

function portsOf(facts: Sources, neighbours: Neighbours, database: SwitchDatabase): readonly Port[] {
  const integration = integrationBridgeOf(database)?.name;
  const rows = database.bridges.flatMap(({ ports }) => ports.filter(({ name }) => agentDevice.test(name)));
  const sightings = indexSightings(facts);
  const dhcpFiles = allDhcpFiles(facts);
  // A scope leaves out the namespaces of others. In those of DHCP no agent ever puts another port than the server's.
  const leftOut = facts.namespaces.known
    ? facts.namespaces.value.ofAgents.filter(({ name }) => !facts.stacks.has(name))
    : [];
  const isLeftOutFor = (role: PortRole) => leftOut.some(({ kind }) => kind !== 'qdhcp' || role === 'dhcp');
  const isReadable =
    facts.namespaces.known &&
    facts.hostStack.interfaces.known &&
    facts.hostStack.isComplete &&
    [...facts.stacks.values()].every(({ interfaces, isComplete }) => interfaces.known && isComplete);
  const hostDevices = new Map(valuesOf(facts.hostStack.interfaces).map((device) => [device.name, device]));
  const networkOfMac = networksByMac(dhcpFiles);
  const first = rows.map((port) => {
    const device = deviceOf(port, sightings);
    const seen = sightings.get(device) ?? [];
    const role = roleOf(port, device, seen);
    const tap = role === 'vm' ? hostDevices.get(`tap${portKeyOf(device)}`) : undefined;
    const mac = mainInterface(port)?.attachedMac ?? (role === 'vm' ? macBehind(tap) : seen[0]?.interface.mac);
    const network = networkOf(
      facts,
      port,
      device,
      role,
      seen,
      dhcpFiles,
      mac === undefined ? undefined : networkOfMac.get(mac),
    );
    return { port, device, seen, role, mac, network };
  });
  const networkOfTag = networksByTag(first);
  const withNetworks = first.map((entry) => {
    const { port, role, network } = entry;
    const byTag = typeof port.tag === 'number' && role !== 'router-gateway' ? networkOfTag.get(port.tag) : undefined;
    const found: NetworkOfPort | undefined =
      network ?? (byTag === undefined ? undefined : { id: byTag, because: 'tag' });
    return { ...entry, network: found, intendedTag: intendedTagOf(port) };
  });
  const witnesses = groupedBy(withNetworks, (entry) => entry.network?.id);
  const localVlans = new Map([...witnesses].map(([id, own]) => [id, localVlanOf(own)]));
  return withNetworks.map(({ port, device, seen, role, mac, network, intendedTag }): Port => {
    const router = role === 'vm' || role === 'dhcp' ? undefined : routerOf(facts, device, seen);
    return {
      subject: {
        kind: 'port',
        id: mainInterface(port)?.externalIds['iface-id'] ?? device,
        name: device,
        portKey: portKeyOf(device),
        // Where no way to it is followed, a VM's port still is the end of one.
        ...(role === 'vm' ? { path: [] } : {}),
        networks: network === undefined ? [] : [network.id],
        routers: router === undefined ? [] : [router],
      },
      role,
      port,
      interface: mainInterface(port),
      mac,
      intendedTag,
      network,
      localVlan: network === undefined ? undefined : localVlans.get(network.id),
      isOnIntegrationBridge: port.bridge === integration,
      hasGuest:
        role === 'vm' &&
        (hostDevices.has(`tap${portKeyOf(device)}`) || (facts.hostStack.interfaces.known ? false : undefined)),
      home: homeOf(facts, role, network, router),
      expected: expectedOf(facts, neighbours, mac, role, network?.id, router),
      sightings: seen,
      isSearchComplete: isReadable && !isLeftOutFor(role),
      isSearchNarrowed: isLeftOutFor(role),
    };
  });
}

const mainInterface = (port: SwitchPort) =>
  port.interfaces.find(({ name }) => name === port.name) ?? port.interfaces[0];

function expectedOf(
  facts: Sources,
  neighbours: Neighbours,
  mac: string | undefined,
  role: PortRole,
  networkId: string | undefined,
  router: string | undefined,
): ExpectedAddress | undefined {
  if (role === 'dhcp') return networkId === undefined ? undefined : expectedDhcpAddress(facts, networkId);
  if (role === 'router-interface') {
    return expectedInterfaceAddress(facts, networkId, mac);
  }
  const rules =
    role === 'router-gateway' && router !== undefined ? facts.routerRules.get(`qrouter-${router}`) : undefined;
  return rules === undefined ? undefined : expectedGatewayAddress(neighbours, rules);
}

function indexSightings(facts: Sources): ReadonlyMap<string, readonly DeviceLocation[]> {
  const index = new Map<string, DeviceLocation[]>();
  for (const [namespace, stack] of [[undefined, facts.hostStack] as const, ...facts.stacks]) {
    if (!stack.interfaces.known) continue;
    for (const found of stack.interfaces.value) {
      const list = index.get(found.name);
      if (list === undefined) index.set(found.name, [{ namespace, interface: found }]);
      else list.push({ namespace, interface: found });
    }
  }
  return index;
}

/** What the end in the namespace may be called, of an agent's veth pair whose other end is this tap. */
export const innerEndsOf = (tap: string): readonly string[] =>
  ['ns-', 'qr-', 'qg-'].map((prefix) => `${prefix}${portKeyOf(tap)}`);

/**
 * The device by which an agent knows a port. With `ovs_use_veth` (Neutron, interface.py) the port is the outer end of a
 * veth pair, `tap…`, and the inner one is in the namespace.
 */
function deviceOf(port: SwitchPort, sightings: ReadonlyMap<string, readonly DeviceLocation[]>): string {
  if (!port.name.startsWith('tap') || mainInterface(port)?.type === 'internal') return port.name;
  const isInside = (name: string) => sightings.get(name)?.some(({ namespace }) => namespace !== undefined) === true;
  return innerEndsOf(port.name).find(isInside) ?? port.name;
}

function roleOf(port: SwitchPort, device: string, seen: readonly DeviceLocation[]): PortRole {
  if (device.startsWith('qg-')) return 'router-gateway';
  if (device.startsWith('qr-')) return 'router-interface';
  if (device.startsWith('qvo')) return 'vm';
  if (device.startsWith('ns-')) return 'dhcp';
  if (!device.startsWith('tap')) return 'other';
  // The agent's tap is a port that the switch makes itself; a VM's tap on the switch (no hybrid plug) is a system device.
  const isAgents =
    mainInterface(port)?.type === 'internal' || seen.some(({ namespace }) => namespace?.startsWith('qdhcp-'));
  return isAgents ? 'dhcp' : 'vm';
}

function intendedTagOf(port: SwitchPort): number | undefined {
  const tag = Number(port.otherConfig['tag']);
  return Number.isInteger(tag) && tag > 0 && tag < 4095 ? tag : undefined;
}

function networkOf(
  facts: Sources,
  port: SwitchPort,
  device: string,
  role: PortRole,
  seen: readonly DeviceLocation[],
  dhcpFiles: readonly DhcpFiles[],
  idOfMac: string | undefined,
): NetworkOfPort | undefined {
  const noted = port.otherConfig['net_uuid'];
  if (noted !== undefined) return { id: noted, because: 'agent' };
  if (role === 'router-gateway' || role === 'other') return undefined;
  if (role === 'dhcp') {
    const namespace = seen.find((sighting) => sighting.namespace?.startsWith('qdhcp-'))?.namespace;
    if (namespace !== undefined) return { id: namespace.slice('qdhcp-'.length), because: 'namespace' };
    const process = facts.dnsmasq.known ? facts.dnsmasq.value.find((served) => served.device === device) : undefined;
    const file = dhcpFiles.find((folder) => folder.device === device);
    const id = process?.networkId ?? file?.networkId;
    return id === undefined ? undefined : { id, because: 'dnsmasq' };
  }
  return idOfMac === undefined ? undefined : { id: idOfMac, because: 'host-file' };
}

function networksByMac(dhcpFiles: readonly DhcpFiles[]): ReadonlyMap<string, string> {
  return new Map(
    dhcpFiles.flatMap(({ hosts, networkId }) => hosts.map(({ mac }): [string, string] => [mac, networkId])),
  );
}

/** The network of a local VLAN, where the ports of just one network say so. */
function networksByTag(
  ports: readonly { readonly port: SwitchPort; readonly role: PortRole; readonly network: NetworkOfPort | undefined }[],
): ReadonlyMap<number, string> {
  const networks = new Map<number, Set<string>>();
  for (const { port, network } of ports) {
    if (typeof port.tag !== 'number' || network === undefined) continue;
    networks.set(port.tag, (networks.get(port.tag) ?? new Set()).add(network.id));
  }
  return new Map(
    [...networks].flatMap(([tag, ids]): [number, string][] => {
      const [id, ...others] = ids;
      return id === undefined || others.length > 0 ? [] : [[tag, id]];
    }),
  );
}

/** The router of a qr or qg: where its device is, or whose rules name it. */
function routerOf(facts: Sources, device: string, seen: readonly DeviceLocation[]): string | undefined {
  const inNamespace = seen.find(({ namespace }) => namespace?.startsWith('qrouter-'))?.namespace;
  if (inNamespace !== undefined) return inNamespace.slice('qrouter-'.length);
  for (const [namespace, rules] of facts.routerRules) {
    if (rules.known && rules.value.some((rule) => devicesOf(rule).includes(device))) {
      return namespace.slice('qrouter-'.length);
    }
  }
  if (!device.startsWith('qr-') || seen.length === 0) return undefined;
  // Folsom's rules name no qr: of a stray one, the router that has none at all is the owner.
  const bare = [...facts.stacks].filter(([namespace, { interfaces }]) => {
    const isBare = interfaces.known && !interfaces.value.some(({ name }) => name.startsWith('qr-'));
    return namespace.startsWith('qrouter-') && isBare;
  });
  return bare.length === 1 ? bare[0]?.[0].slice('qrouter-'.length) : undefined;
}

function homeOf(
  facts: Sources,
  role: PortRole,
  network: NetworkOfPort | undefined,
  router: string | undefined,
): Port['home'] {
  if (role === 'vm') return { namespace: 'host', exists: true };
  if (!facts.namespaces.known) return undefined;
  const { ofAgents } = facts.namespaces.value;
  const homeIn = (namespace: string) => ({ namespace, exists: ofAgents.some(({ name }) => name === namespace) });
  if (role === 'dhcp' && network !== undefined) return homeIn(`qdhcp-${network.id}`);
  if (router === undefined) return undefined;
  // A distributed router has its external port in a namespace of its own, on one node of several.
  const snat = homeIn(`snat-${router}`);
  return role === 'router-gateway' && snat.exists ? snat : homeIn(`qrouter-${router}`);
}

type TagWitness = Pick<Port, 'role' | 'port' | 'network' | 'intendedTag'>;

/** The agent's own note decides; without one, what most ports of the network carry, and in a draw its DHCP port. */
export function localVlanOf(ports: readonly TagWitness[]): LocalVlan | undefined {
  const intended = mostCommon(ports.flatMap(({ intendedTag }) => intendedTag ?? []));
  if (intended !== undefined) return { tag: intended, because: 'agent' };
  // A network known only through the tag itself can't testify to it.
  const witnesses = ports.filter(({ network }) => network?.because !== 'tag');
  const ordered = [...witnesses].sort((one, other) => Number(other.role === 'dhcp') - Number(one.role === 'dhcp'));
  const tag = mostCommon(ordered.flatMap(({ port }) => (typeof port.tag === 'number' ? port.tag : [])));
  return tag === undefined ? undefined : { tag, because: 'majority' };
}

/** The most frequent value; of equally frequent ones the first. */
function mostCommon(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}
