import type { DhcpFiles } from '../facts/agent-files.ts';
import type { Facts } from '../facts/index.ts';
import { type Known, valuesOf } from '../facts/known.ts';
import type { AgentNamespace } from '../facts/namespaces.ts';
import type { SwitchBridge, SwitchPort } from '../facts/switch.ts';
import type { Inputs } from '../topology/index.ts';
import { type MapPort, mapPortsOf } from './map/map.ts';
import { addressWords, listOf, type Part, type PartList } from './part.ts';
import { devicePart, ruleParts, stackParts } from './stack-parts.ts';

export type Parts = ReadonlyMap<string, Known<PartList>>;

/** What is compared with another time, list by list. */
export function partsOf(facts: Facts, topology: Inputs<'ports'>): Parts {
  const { database, hostStack, hostTables, routerTables, agentFiles, namespaces } = facts;
  const ofNamespaces = [
    ...[...facts.stacks].flatMap(([name, stack]) => stackParts(stack, name)),
    ...[...routerTables].flatMap(([name, tables]) => ruleParts(tables, name)),
  ];
  const isWhole = database.known && database.value.isComplete;
  return new Map([
    ['bridges', listOf(database, ({ bridges }) => bridges.map(bridgePart), isWhole)],
    ['ports', listOf(mapPortsOf(topology), (ports) => ports.map(portPart), isWhole)],
    ['other ports', listOf(database, ({ bridges }) => otherPorts(bridges, topology), isWhole)],
    ['namespaces', listOf(namespaces, ({ ofAgents }) => ofAgents.map(namespacePart))],
    ['devices', listOf(hostStack.interfaces, (devices) => devices.map(devicePart), hostStack.isComplete)],
    ['host files', listOf(agentFiles, ({ dhcp }) => dhcp.flatMap(hostLines))],
    ...stackParts(hostStack, null),
    ...ruleParts(hostTables, null),
    // A namespace that was looked into one of the times only is told by itself.
    ...ofNamespaces.filter(([, parts]) => parts.known),
  ]);
}

const bridgePart = ({ name, failMode }: SwitchBridge): Part => ({
  of: 'bridge',
  name,
  owner: null,
  values: { 'fail mode': failMode ?? 'none' },
});

/** Patches, tunnels and uplinks: the ports that belong to no network. */
function otherPorts(bridges: readonly SwitchBridge[], { ports }: Inputs<'ports'>): readonly Part[] {
  const own = new Set(valuesOf(ports).map(({ port }) => port.name));
  const others = bridges.flatMap((bridge) => bridge.ports.filter(({ name }) => !own.has(name) && name !== bridge.name));
  return others.map(otherPortPart);
}

const otherPortPart = ({ name, bridge, interfaces }: SwitchPort): Part => ({
  of: 'port',
  name,
  owner: null,
  values: {
    bridge,
    options:
      interfaces
        .flatMap(({ options }) => Object.entries(options))
        .map((pair) => pair.join('='))
        .toSorted()
        .join(' ') || 'none',
  },
});

const portPart = ({ name, network, bridge, tag, state, addresses, seenIn }: MapPort): Part => ({
  of: 'port',
  name,
  owner: network?.id ?? null,
  values: {
    bridge,
    tag: tag === null ? 'none' : tag === 'dead' ? '4095' : String(tag),
    state,
    addresses: state === null ? null : addressWords(addresses),
    namespace: seenIn === null ? null : seenIn.join(' ') || 'none',
  },
});

const namespacePart = ({ name, kind }: AgentNamespace): Part => ({
  of: 'namespace',
  name,
  owner: null,
  values: { kind },
});

const hostLines = ({ networkId, hosts }: DhcpFiles): readonly Part[] =>
  hosts.map(({ mac, line }) => ({ of: 'host line', name: mac, owner: networkId, values: { line } }));
