import * as z from 'zod';
import { type Known, mapKnown, valuesOf } from '../../facts/known.ts';
import type { SwitchDatabase } from '../../facts/switch.ts';
import { cidrOf } from '../../topology/addresses.ts';
import type { Inputs, SectionName } from '../../topology/index.ts';
import type { Port } from '../../topology/ports.ts';
import type { VmPort } from '../../topology/vm-ports.ts';

const placeSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['switch-bridge', 'linux-bridge', 'router', 'dhcp', 'vm', 'outside']),
});

const roles = ['dhcp', 'router-interface', 'router-gateway', 'vm', 'other'] as const satisfies readonly Port['role'][];

const mapPortSchema = z.strictObject({
  name: z.string(),
  role: z.enum(roles),
  bridge: z.string(),
  tag: z.union([z.int(), z.literal('dead')]).nullable(),
  network: z
    .strictObject({ id: z.string(), because: z.string() })
    .nullable()
    .describe('Its network, and how it is known'),
  seenIn: z
    .array(z.string())
    .readonly()
    .nullable()
    .describe('Where its device was seen, a namespace or `host`; null where it was not, but not looked for everywhere'),
  state: z.enum(['up', 'down']).nullable(),
  addresses: z.array(z.string()).readonly(),
});

const wireSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  kind: z.enum(['port', 'patch', 'veth', 'member', 'uplink']),
  by: z.string().describe('The devices that it consists of'),
});

/** How a host is wired, as far as it is known: what `qdoctor map` shows in its formats, and publishes as JSON. */
export const mapSchema = z.strictObject({
  format: z.literal('qdoctor.map/1'),
  host: z.string(),
  places: z.array(placeSchema).readonly().describe('What wires lead to'),
  ports: z.array(mapPortSchema).readonly(),
  wires: z.array(wireSchema).readonly(),
  unknown: z.array(z.string()).readonly().describe('What is missing in it, and why'),
});

export type NetworkMap = z.infer<typeof mapSchema>;
export type Place = z.infer<typeof placeSchema>;
export type MapPort = z.infer<typeof mapPortSchema>;
export type Wire = z.infer<typeof wireSchema>;

/** The sections that a map shows. */
export const mapSections = [
  'ports',
  'vmPorts',
  'routers',
  'dhcpServers',
  'externalBridges',
] as const satisfies readonly SectionName[];

/** What a topology tells of the wiring; the switch's own list adds the bridges and patches of no agent. */
export function mapOf(
  host: string,
  topology: Inputs<(typeof mapSections)[number]>,
  database: Known<SwitchDatabase>,
): NetworkMap {
  const ports = valuesOf(topology.ports);
  const vms = valuesOf(topology.vmPorts);
  const bridges = database.known ? database.value.bridges : [];
  const wires = [...ports.flatMap(wireOf), ...vms.flatMap(plugOf), ...patchesOf(bridges), ...uplinksOf(topology)];
  const places: Place[] = [
    ...bridges.map(({ name }): Place => ({ name, kind: 'switch-bridge' })),
    ...valuesOf(topology.routers).map(({ namespace }): Place => ({ name: namespace, kind: 'router' })),
    ...valuesOf(topology.dhcpServers).map(({ namespace }): Place => ({ name: namespace, kind: 'dhcp' })),
    ...vms.flatMap(placesOfVm),
  ];
  const known = new Set(places.map(({ name }) => name));
  const ends = new Set(wires.flatMap(({ from, to }) => [from, to]).filter((name) => !known.has(name)));
  return {
    format: 'qdoctor.map/1',
    host,
    places: [...places, ...[...ends].map((name): Place => ({ name, kind: kindOf(name) }))],
    ports: valuesOf(mapPortsOf(topology)),
    wires,
    unknown: [database, topology.ports, topology.vmPorts, topology.routers, topology.dhcpServers]
      .flatMap((fact) => (fact.known ? [] : [fact.reason]))
      .filter((reason, index, all) => all.indexOf(reason) === index),
  };
}

/** What is known of each port of an agent or a VM. */
export const mapPortsOf = ({ ports }: Inputs<'ports'>): Known<readonly MapPort[]> =>
  mapKnown(ports, (all) => all.map(portOf));

/** Tells the port of the switch among a wire's devices. */
export function portFinder({ ports }: NetworkMap): (wire: Wire) => MapPort | undefined {
  const byName = new Map(ports.map((port) => [port.name, port]));
  return ({ by }) => by.split(' ').flatMap((name) => byName.get(name) ?? [])[0];
}

function kindOf(name: string): Place['kind'] {
  if (name.startsWith('qrouter-')) return 'router';
  return name.startsWith('qdhcp-') ? 'dhcp' : 'outside';
}

function portOf({ port, role, network, sightings, isSearchComplete }: Port): MapPort {
  const devices = sightings.map((sighting) => sighting.interface);
  const isUp = devices[0]?.isUp;
  return {
    name: port.name,
    role,
    bridge: port.bridge,
    tag: port.tag ?? null,
    network: network === undefined ? null : { id: network.id, because: network.because },
    seenIn: sightings.length > 0 || isSearchComplete ? sightings.map(({ namespace }) => namespace ?? 'host') : null,
    state: isUp === undefined ? null : isUp ? 'up' : 'down',
    addresses: devices.flatMap((device) => (device.addresses ?? []).map(cidrOf)),
  };
}

/** From the bridge to where the port's device is; without a sighting, to where it belongs. */
function wireOf({ port, role, sightings, home }: Port): Wire[] {
  if (role === 'vm') return [];
  const namespace = sightings.find((sighting) => sighting.namespace !== undefined)?.namespace ?? home?.namespace;
  return namespace === undefined || namespace === 'host'
    ? []
    : [{ from: port.bridge, to: namespace, kind: 'port', by: port.name }];
}

const vmName = ({ portKey }: VmPort): string => `VM ${portKey}`;

function placesOfVm(vm: VmPort): Place[] {
  return [
    ...(vm.qbr === undefined ? [] : [{ name: vm.qbr.name, kind: 'linux-bridge' } as const]),
    { name: vmName(vm), kind: 'vm' },
  ];
}

/** The hybrid plug: VM, tap, Linux bridge, veth pair, switch; without a bridge of its own the VM is on the switch. */
function plugOf(vm: VmPort): Wire[] {
  const { qbr, qvb, qvo, tap, integrationBridge } = vm;
  const port = vm.port.known ? vm.port.value : undefined;
  if (qbr === undefined) {
    const by = tap?.name ?? qvo?.name ?? port?.port.name;
    return by === undefined ? [] : [{ from: integrationBridge, to: vmName(vm), kind: 'port', by }];
  }
  return [
    ...(port === undefined || qvb === undefined
      ? []
      : [{ from: integrationBridge, to: qbr.name, kind: 'veth', by: `${port.port.name} = ${qvb.name}` } as const]),
    ...(tap === undefined ? [] : [{ from: qbr.name, to: vmName(vm), kind: 'member', by: tap.name } as const]),
  ];
}

/** Each pair of patch ports once. */
function patchesOf(bridges: SwitchDatabase['bridges']): Wire[] {
  const patches = bridges.flatMap(({ name: bridge, ports }) =>
    ports.flatMap(({ name, interfaces }) => {
      const peer = interfaces.find(({ type }) => type === 'patch')?.options['peer'];
      return peer === undefined ? [] : [{ bridge, name, peer }];
    }),
  );
  return patches.flatMap(({ bridge, name, peer }, index) => {
    const other = patches.findIndex((patch) => patch.name === peer && patch.peer === name);
    const end = patches[other];
    return end === undefined || other < index
      ? []
      : [{ from: bridge, to: end.bridge, kind: 'patch', by: `${name} = ${peer}` } as const];
  });
}

const uplinksOf = ({ externalBridges }: Inputs<'externalBridges'>): Wire[] =>
  valuesOf(externalBridges).flatMap(({ name, uplinks }) =>
    uplinks.map((uplink): Wire => ({ from: name, to: `outside (${uplink})`, kind: 'uplink', by: uplink })),
  );
