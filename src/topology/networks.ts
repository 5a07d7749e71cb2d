import type { DhcpFiles } from '../facts/agent-files.ts';
import type { Dnsmasq } from '../facts/dnsmasq.ts';
import type { Facts } from '../facts/index.ts';
import { joinKnown, type Known, known, mapKnown, mapWhole, partly, unknown, valuesOf } from '../facts/known.ts';
import type { AgentNamespace, Namespaces } from '../facts/namespaces.ts';
import type { Interface, Stack } from '../facts/stack.ts';
import { groupedBy } from '../grouped.ts';
import { addressesOn } from './addresses.ts';
import { defineSection } from './define-section.ts';
import { allDhcpFiles, dhcpFilesOf, type ExpectedAddress, expectedDhcpAddress } from './expectations.ts';
import { namespaceStacks, type Stacks } from './hidden-addresses.ts';
import { type LocalVlan, localVlanOf, type Port, ports } from './ports.ts';
import { interfaceIn } from './routers.ts';
import type { Subject } from './subject.ts';
import { type VmPort, vmPorts } from './vm-ports.ts';

export interface Network {
  readonly subject: Subject;
  readonly id: string;
  readonly ports: readonly Port[];
  readonly localVlan: LocalVlan | undefined;
  /** Other networks of this host that have the same local VLAN. */
  readonly sharedWith: readonly Network[];
  /** A local VLAN that no port of this host uses. */
  readonly freeTag: number;
}

/** What serves DHCP for one network on this host. */
export interface DhcpServer {
  readonly subject: Subject;
  readonly networkId: string;
  readonly namespace: string;
  readonly hasNamespace: Known<boolean>;
  readonly stack: Stack | undefined;
  readonly files: DhcpFiles | undefined;
  /** The same, with the reason where they could not be read. */
  readonly dhcpFiles: Known<DhcpFiles | undefined>;
  /** The file that names its namespace leads to none. */
  readonly isNamespaceBroken: boolean;
  /** Addresses that routers of this host hold in the network. */
  readonly routerAddresses: readonly string[];
  readonly processes: readonly DhcpProcess[];
  /** The DHCP port's device, from the switch, the agent's file or dnsmasq's own command line. */
  readonly device: string | undefined;
  readonly port: Known<Port | undefined>;
  readonly interface: Known<Interface | undefined>;
  readonly expected: ExpectedAddress | undefined;
  readonly vmPorts: readonly VmPort[];
}

export interface DhcpProcess extends Dnsmasq {
  /** Sockets on the DHCP port in the process's namespace. */
  readonly sockets: Known<number | undefined>;
}

/** The networks that have ports on this host. */
export const networks = defineSection({
  name: 'networks',
  facts: ['namespaces'],
  needs: [ports],
  build: (facts, sections) => mapKnown(sections.ports, (all) => networksOf(facts, all)),
});

function networksOf(facts: Pick<Facts, 'namespaces'>, ports: readonly Port[]): readonly Network[] {
  const byId = groupedBy(ports, ({ network }) => network?.id);
  const used = new Set(ports.flatMap(({ port, intendedTag }) => [port.tag, intendedTag]));
  // The agent hands out local VLANs from 1 on (Neutron, ovs_neutron_agent.py: MIN_VLAN_TAG).
  const freeTag = Array.from({ length: 4094 }, (_, index) => index + 1).find((tag) => !used.has(tag)) ?? 1;
  const networks = [...byId].map(
    ([id, own]): Network => ({
      subject: {
        kind: 'network',
        id,
        name: networkName(facts, id),
        networks: [],
        routers: [...new Set(own.flatMap(({ subject }) => subject.routers))],
      },
      id,
      ports: own,
      localVlan: localVlanOf(own),
      sharedWith: [],
      freeTag,
    }),
  );
  return networks.map((network) => ({
    ...network,
    sharedWith: networks.filter(
      ({ id, localVlan }) => id !== network.id && localVlan !== undefined && localVlan.tag === network.localVlan?.tag,
    ),
  }));
}

/** A network is called after its DHCP namespace where it has one here: that is what an operator types. */
function networkName(facts: Pick<Facts, 'namespaces'>, id: string): string {
  const name = `qdhcp-${id}`;
  const exists = facts.namespaces.known && facts.namespaces.value.ofAgents.some((namespace) => namespace.name === name);
  return exists ? name : id;
}

type Sources = Pick<Facts, 'namespaces' | 'dnsmasq' | 'dhcpSockets' | 'agentFiles'> & { readonly stacks: Stacks };

/** The networks that are served, or should be, from this host. */
export const dhcpServers = defineSection({
  name: 'dhcpServers',
  standsAlone: true,
  facts: ['namespaces', 'dnsmasq', 'dhcpSockets', 'agentFiles'],
  needs: [ports, vmPorts, namespaceStacks],
  build: (
    { namespaces, dnsmasq, dhcpSockets, agentFiles },
    { namespaceStacks: stacks, ports: found, vmPorts: vms },
  ): Known<readonly DhcpServer[]> =>
    // What serves is seen in its namespace too, where no list of processes is there.
    joinKnown(namespaces, dnsmasq.known ? dnsmasq : partly(valuesOf(dnsmasq), dnsmasq.reason), (all, processes) =>
      dhcpServersOf({ namespaces, dnsmasq, dhcpSockets, agentFiles, stacks }, found, vms, all, processes),
    ),
});

function dhcpServersOf(
  facts: Sources,
  ports: Known<readonly Port[]>,
  vmPorts: Known<readonly VmPort[]>,
  { ofAgents, broken }: Namespaces,
  dnsmasq: readonly Dnsmasq[],
): readonly DhcpServer[] {
  const allPorts = valuesOf(ports);
  const namespaces: readonly AgentNamespace[] = ofAgents.filter(({ kind }) => kind === 'qdhcp');
  const served = withHostPids(dnsmasq, allDhcpFiles(facts));
  const dhcpPorts = allPorts.filter(({ role }) => role === 'dhcp');
  // A DHCP port of which nothing tells the network may be that of any.
  const stray = dhcpPorts.find(({ network }) => network === undefined)?.subject.name;
  const homeless = stray === undefined ? undefined : `which network ${stray} serves is unknown`;
  const ids = new Set([
    ...namespaces.filter(({ name }) => facts.stacks.has(name)).map(({ id }) => id),
    ...dhcpPorts.flatMap(({ network }) => network?.id ?? []),
    ...served.map(({ networkId }) => networkId),
  ]);
  return [...ids].flatMap((networkId): DhcpServer[] => {
    const namespace = `qdhcp-${networkId}`;
    const stack = facts.stacks.get(namespace);
    const exists = namespaces.some(({ name }) => name === namespace);
    // Out of scope: it is there, but was not looked into.
    if (exists && stack === undefined) return [];
    const own = dhcpFilesOf(facts, networkId);
    const processes = served.filter((process) => process.networkId === networkId);
    const onSwitch = dhcpPorts.find(({ network }) => network?.id === networkId);
    const seen =
      stack === undefined ? undefined : valuesOf(stack.interfaces).find(({ name }) => /^(?:tap|ns-)/.test(name));
    const device =
      onSwitch?.subject.name ?? seen?.name ?? processes.find((process) => process.device)?.device ?? own?.device;
    // Old releases left the namespaces of deleted networks behind: an empty one serves nobody.
    const isLeftOver = onSwitch === undefined && seen === undefined && processes.length === 0;
    if (isLeftOver && (stack === undefined || stack.interfaces.known)) return [];
    return [
      {
        subject: { kind: 'network', id: networkId, name: namespace, networks: [], routers: [] },
        networkId,
        namespace,
        hasNamespace: exists ? known(true) : mapWhole(facts.namespaces, () => false),
        stack,
        files: own,
        dhcpFiles: mapKnown(facts.agentFiles, () => own),
        isNamespaceBroken: broken.has(namespace),
        routerAddresses: routerAddressesOf(allPorts, networkId),
        processes: processes.map((process) => dhcpProcess(facts, process)),
        device,
        port: onSwitch === undefined && homeless !== undefined ? unknown(homeless) : mapKnown(ports, () => onSwitch),
        interface:
          stack === undefined ? known(undefined) : device === undefined ? known(seen) : interfaceIn(stack, device),
        expected: expectedDhcpAddress(facts, networkId),
        vmPorts: valuesOf(vmPorts).filter((vm) => vm.networkId === networkId),
      },
    ];
  });
}

/** One agent starts all of them: where one file has the number that `ps` shows, the others should too. */
function withHostPids(dnsmasq: readonly Dnsmasq[], files: readonly DhcpFiles[]): readonly Dnsmasq[] {
  const isOfHost = ({ networkId, pid }: Dnsmasq) =>
    files.some((folder) => folder.networkId === networkId && folder.pid === pid);
  if (!dnsmasq.some(isOfHost)) return dnsmasq;
  return dnsmasq.map((process) => ({ ...process, hasHostPid: process.hasHostPid ?? true }));
}

const routerAddressesOf = (ports: readonly Port[], networkId: string): readonly string[] =>
  ports
    .filter(({ role, network }) => role === 'router-interface' && network?.id === networkId)
    .flatMap(({ sightings }) => sightings.flatMap((sighting) => addressesOn(sighting.interface)))
    .map(({ address }) => address);

function dhcpProcess(facts: Pick<Facts, 'dhcpSockets'>, process: Omit<DhcpProcess, 'sockets'>): DhcpProcess {
  return {
    ...process,
    sockets: mapKnown(facts.dhcpSockets, (all) => all.get(process.pid)),
  };
}
