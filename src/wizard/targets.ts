import { counted } from '../engine/words.ts';
import { valuesOf } from '../facts/known.ts';
import { printableLine } from '../report/printable.ts';
import type { DhcpServer, Port, Router, Topology, VmPort } from '../topology/types.ts';
import type { Choice } from './ask.ts';
import { networkIdsOf } from './look-around.ts';

/** The part of a host that a run is about, as the options name it. */
export interface Target {
  readonly networks: readonly string[];
  readonly routers: readonly string[];
  readonly ports: readonly string[];
}

const wholeHost: Target = { networks: [], routers: [], ports: [] };

/** Everything that a user can point at, to be found by any of its names. */
export function targetsOf(topology: Topology): readonly Choice<Target>[] {
  const servers = valuesOf(topology.dhcpServers);
  const ports = valuesOf(topology.ports);
  return [
    { label: 'All of them', value: wholeHost },
    ...valuesOf(topology.vmPorts).map((vm) => vmChoice(vm, servers)),
    ...networkIdsOf(topology).map((id) => networkChoice(id, topology, servers)),
    ...valuesOf(topology.routers).map((router) => routerChoice(router, ports)),
  ].map(({ label, ...choice }) => ({ ...choice, label: printableLine(label) }));
}

function vmChoice(vm: VmPort, servers: readonly DhcpServer[]): Choice<Target> {
  const server = servers.find(({ networkId }) => networkId === vm.networkId);
  const address = vm.address ?? server?.files?.hosts.find(({ mac }) => mac === vm.mac)?.address ?? '(no address)';
  const state = vm.tap === undefined ? 'not running' : vm.tap.isUp === false ? 'tap down' : 'running';
  const network = vm.networkId === undefined ? '' : `net ${short(vm.networkId)}`;
  return {
    label: `VM       ${address.padEnd(15)} ${vm.mac ?? ''}  ${vm.portKey}  ${network}  ${state}`,
    value: { ...wholeHost, ports: [`qvo${vm.portKey}`] },
    short: `VM ${address} (${vm.portKey})`,
    ...(vm.id === undefined ? {} : { hint: `port ${vm.id}` }),
  };
}

function networkChoice(id: string, topology: Topology, servers: readonly DhcpServer[]): Choice<Target> {
  const vms = valuesOf(topology.vmPorts).filter(({ networkId }) => networkId === id).length;
  const serves = servers.some(({ networkId }) => networkId === id) ? 'DHCP here' : 'no DHCP here';
  return {
    label: `network  ${short(id)}  ${counted(vms, 'VM')}, ${serves}`,
    value: { ...wholeHost, networks: [id] },
    short: `network ${id}`,
    hint: `network ${id}`,
  };
}

function routerChoice({ id, mode, legs }: Router, ports: readonly Port[]): Choice<Target> {
  const gateway = legs.find(({ role }) => role === 'router-gateway');
  const sightings = ports.find(({ subject }) => subject.name === gateway?.device)?.sightings ?? [];
  const held = sightings.flatMap((sighting) => sighting.interface.addresses ?? []).map(({ address }) => address);
  return {
    label: `router   ${short(id)}  ${[held[0] ?? 'no external address', mode === 'legacy' ? '' : mode].join(' ').trim()}`,
    value: { ...wholeHost, routers: [id] },
    short: `router ${id}`,
    hint: `router ${id}`,
  };
}

const short = (id: string): string => id.slice(0, 8);
