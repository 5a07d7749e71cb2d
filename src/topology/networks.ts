import type { DhcpFiles } from '../facts/agent-files.ts';
import type { Facts } from '../facts/collect.ts';
import type { Dnsmasq } from '../facts/dnsmasq.ts';
import { type Known, known, mapKnown, valuesOf } from '../facts/known.ts';
import { addressesOn } from './addresses.ts';
import { allDhcpFiles, dhcpFilesOf, expectedDhcpAddress } from './expectations.ts';
import { localVlanOf } from './ports.ts';
import { interfaceIn } from './routers.ts';
import type { DhcpProcess, DhcpServer, HostView, Network, Port, VmPort } from './types.ts';

/** The networks that have ports on this host. */
export function networksOf(facts: Facts, ports: readonly Port[]): readonly Network[] {
  const byId = new Map<string, Port[]>();
  for (const port of ports) {
    if (port.network !== undefined) byId.set(port.network.id, [...(byId.get(port.network.id) ?? []), port]);
  }
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
function networkName(facts: Facts, id: string): string {
  const name = `qdhcp-${id}`;
  const exists = facts.namespaces.known && facts.namespaces.value.ofAgents.some((namespace) => namespace.name === name);
  return exists ? name : id;
}

/** The networks that are served, or should be, from this host. */
export function dhcpServersOf(
  facts: Facts,
  host: HostView,
  ports: Known<readonly Port[]>,
  vmPorts: Known<readonly VmPort[]>,
): readonly DhcpServer[] {
  const allPorts = valuesOf(ports);
  const namespaces = facts.namespaces.known
    ? facts.namespaces.value.ofAgents.filter(({ kind }) => kind === 'qdhcp')
    : [];
  const served = facts.dnsmasq.known ? withHostPids(facts.dnsmasq.value, allDhcpFiles(facts)) : [];
  const dhcpPorts = allPorts.filter(({ role }) => role === 'dhcp');
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
    const seen = stack?.interfaces.known
      ? stack.interfaces.value.find(({ name }) => /^(?:tap|ns-)/.test(name))
      : undefined;
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
        hasNamespace: facts.namespaces.known ? known(exists) : facts.namespaces,
        stack,
        files: own,
        dhcpFiles: mapKnown(facts.agentFiles, () => own),
        isNamespaceBroken: facts.namespaces.known && facts.namespaces.value.broken.has(namespace),
        routerAddresses: routerAddressesOf(allPorts, networkId),
        processes: processes.map((process) => dhcpProcess(facts, process)),
        device,
        port: mapKnown(ports, () => onSwitch),
        interface:
          stack === undefined ? known(undefined) : device === undefined ? known(seen) : interfaceIn(stack, device),
        expected: expectedDhcpAddress(facts, networkId),
        vmPorts: valuesOf(vmPorts).filter((vm) => vm.networkId === networkId),
        host,
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

function dhcpProcess(facts: Facts, process: Omit<DhcpProcess, 'sockets'>): DhcpProcess {
  return {
    ...process,
    sockets: mapKnown(facts.dhcpSockets, (all) => all.get(process.pid)),
  };
}
