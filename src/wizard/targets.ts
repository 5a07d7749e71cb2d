import { valuesOf } from '../facts/known.ts';
import { printableLine } from '../report/printable.ts';
import type { DhcpServer } from '../topology/networks.ts';
import type { Port } from '../topology/ports.ts';
import type { Router } from '../topology/routers.ts';
import type { VmPort } from '../topology/vm-ports.ts';
import { counted } from '../words.ts';
import type { Choice } from './ask.ts';
import { type Guest, networkIdsOf, type Survey, type Surveyed } from './survey.ts';

/** The part of a host that a run is about, as the options name it. */
export interface ScopeChoice {
  readonly networks: readonly string[];
  readonly routers: readonly string[];
  readonly ports: readonly string[];
}

export const wholeHost: ScopeChoice = { networks: [], routers: [], ports: [] };

/** Everything that a user can point at, to be found by any of its names. */
export function targetsOf({ topology, guests }: Pick<Survey, 'topology' | 'guests'>): readonly Choice<ScopeChoice>[] {
  const servers = valuesOf(topology.dhcpServers);
  const ports = valuesOf(topology.ports);
  return [
    ...valuesOf(topology.vmPorts).map((vm) => vmChoice(vm, servers, topology, guests)),
    ...networkIdsOf(topology).map((id) => networkChoice(id, topology, servers)),
    ...valuesOf(topology.routers).map((router) => routerChoice(router, ports)),
  ].map(({ label, ...choice }) => ({ ...choice, label: printableLine(label) }));
}

/** How the wizard and the options call a VM: by a device of its port. */
export const portNameOf = ({ portKey }: VmPort): string => `qvo${portKey}`;

function vmChoice(
  vm: VmPort,
  servers: readonly DhcpServer[],
  topology: Surveyed,
  guests: readonly Guest[],
): Choice<ScopeChoice> {
  const server = servers.find(({ networkId }) => networkId === vm.networkId);
  const address = vm.address ?? server?.files?.hosts.find(({ mac }) => mac === vm.mac)?.address;
  const state = vm.tap === undefined ? 'not running' : vm.tap.isUp === false ? 'tap down' : 'running';
  const network = vm.networkId === undefined ? '' : `net ${short(vm.networkId)}  `;
  const floating = floatingOf(vm, address, topology);
  const { instance, name } = guestOf(vm, guests);
  const about = [
    ...(name === undefined ? [] : [name]),
    ...(floating === undefined ? [] : [`floating IP ${floating}`]),
    ...(vm.mac === undefined ? [] : [vm.mac]),
    `port ${vm.id ?? vm.portKey}`,
    ...(instance === undefined ? [] : [`instance ${instance}`]),
  ];
  const devices = ['tap', 'qvo', 'qvb', 'qbr'].map((prefix) => `${prefix}${vm.portKey}`);
  return {
    label: `VM       ${(address ?? vm.portKey).padEnd(15)}  ${network}${state}`,
    value: { ...wholeHost, ports: [portNameOf(vm)] },
    short: `VM ${address ?? vm.portKey}${vm.networkId === undefined ? '' : ` (net ${short(vm.networkId)})`}`,
    hint: about.join(', '),
    words: [vm.networkId ?? '', ...devices],
  };
}

/** The floating IP of a VM: another tenant may have a VM of the same address, behind another router. */
const floatingOf = (vm: VmPort, address: string | undefined, topology: Surveyed): string | undefined =>
  valuesOf(topology.floatingIps).find(
    ({ fixed, router }) =>
      fixed !== undefined && fixed === address && router.subject.networks.includes(vm.networkId ?? ''),
  )?.address;

/** What the switch says of the instance behind a port, and QEMU of its name. */
function guestOf(vm: VmPort, guests: readonly Guest[]): { readonly instance?: string; readonly name?: string } {
  const instance = vm.port.known ? vm.port.value?.interface?.externalIds['vm-uuid'] : undefined;
  const guest = guests.find(({ uuid, macs }) => uuid === instance || macs.includes(vm.mac ?? ''));
  const uuid = instance ?? guest?.uuid;
  return {
    ...(uuid === undefined ? {} : { instance: uuid }),
    ...(guest?.name === undefined ? {} : { name: guest.name }),
  };
}

function networkChoice(id: string, topology: Surveyed, servers: readonly DhcpServer[]): Choice<ScopeChoice> {
  const vms = valuesOf(topology.vmPorts).filter(({ networkId }) => networkId === id).length;
  const serves = servers.some(({ networkId }) => networkId === id) ? 'DHCP here' : 'no DHCP here';
  return {
    label: `network  ${short(id)}  ${counted(vms, 'VM')}, ${serves}`,
    value: { ...wholeHost, networks: [id] },
    short: `network ${short(id)}`,
    hint: `network ${id}`,
  };
}

function routerChoice({ id, mode, legs }: Router, ports: readonly Port[]): Choice<ScopeChoice> {
  const gateway = legs.find(({ role }) => role === 'router-gateway');
  const sightings = ports.find(({ subject }) => subject.name === gateway?.device)?.sightings ?? [];
  const held = sightings.flatMap((sighting) => sighting.interface.addresses ?? []).map(({ address }) => address);
  return {
    label: `router   ${short(id)}  ${[held[0] ?? 'no external address', mode === 'legacy' ? '' : mode].join(' ').trim()}`,
    value: { ...wholeHost, routers: [id] },
    short: `router ${short(id)}`,
    hint: `router ${id}`,
    words: [`qrouter-${id}`, ...legs.map(({ device }) => device)],
  };
}

const short = (id: string): string => id.slice(0, 8);
