import { CouldNotTell } from '../engine/check.ts';
import type { Diagnosis } from '../engine/diagnose.ts';
import { type Known, mapKnown, valuesOf } from '../facts/known.ts';
import type { CrossingWatch } from '../probes/host-crossings.ts';
import type { Input, Inputs, Topology } from '../topology/index.ts';
import type { DhcpServer } from '../topology/networks.ts';
import type { Router } from '../topology/routers.ts';
import type { VmPort } from '../topology/vm-ports.ts';

/** What is compared of each host as it is. */
const cloudInputs = [
  'switchDatabase',
  'services',
  'ports',
  'networks',
  'providerNetworks',
  'overlayNetworks',
  'tunnels',
  'haRouters',
  'distributedRouters',
  'fipNamespaces',
  'floatingIps',
] as const satisfies readonly Input[];

/** A VM's port without the rules of its firewall, which are most of what is known of a host. */
export type CloudVm = Omit<VmPort, 'firewall' | 'outgoing' | 'spoofing'>;
export type CloudDhcpServer = Omit<DhcpServer, 'vmPorts'>;
export type CloudRouterNamespace = Omit<Router, 'rules' | 'tables' | 'legs'>;

/** A host's topology as far as hosts are compared. */
export interface CloudTopology extends Inputs<(typeof cloudInputs)[number]> {
  readonly vmPorts: Known<readonly CloudVm[]>;
  readonly dhcpServers: Known<readonly CloudDhcpServer[]>;
  readonly routers: Known<readonly CloudRouterNamespace[]>;
}

/** Builds it, without what it is built from: a cloud has thousands of hosts. */
export const comparedOf = (topology: Topology): CloudTopology => ({
  ...(Object.fromEntries(cloudInputs.map((name) => [name, topology[name]])) as Inputs<(typeof cloudInputs)[number]>),
  vmPorts: mapKnown(topology.vmPorts, (all) => all.map(({ firewall: _, outgoing: _out, spoofing: _own, ...vm }) => vm)),
  dhcpServers: mapKnown(topology.dhcpServers, (all) => all.map(({ vmPorts: _, ...server }) => server)),
  routers: mapKnown(topology.routers, (all) =>
    all.map(({ rules: _, tables: _tables, legs: _legs, ...router }) => router),
  ),
});

/** A host among those of a cloud: how it is wired, and what is wrong with it by itself. */
export interface CloudHost {
  readonly name: string;
  /** What it calls itself: of two hosts with one hostname, the names above are told apart. */
  readonly hostname: string;
  /** When it was recorded, where its recording tells. */
  readonly recorded: string | undefined;
  readonly topology: CloudTopology;
  readonly diagnosis: Diagnosis;
  /** Packets that were sent from it to others, where that was allowed. */
  readonly crossings?: readonly CrossingWatch[];
}

/** What moves from host to host may be on both of two recordings that lie so far apart. */
const atOnceMs = 10 * 60_000;

/** Throws where hosts were recorded at different times, so that what is on both need not have been there at once. */
export function requireAtOnce(hosts: readonly CloudHost[]): void {
  const times = hosts.flatMap(({ recorded }) => (recorded === undefined ? [] : Date.parse(recorded)));
  if (Math.max(...times) - Math.min(...times) <= atOnceMs || times.length < 2) return;
  throw new CouldNotTell(`${namesOf(hosts)} were not recorded within ${atOnceMs / 60_000} minutes`);
}

/** What is new on one host takes its time to be known on another, and hosts are not recorded in one moment. */
const becomesKnownMs = 2 * 60_000;

/** Throws where a host was recorded so long before another that what is new there since can't be known to it. */
export function requireKnownTo(host: CloudHost, other: CloudHost): void {
  if (host.recorded === undefined || other.recorded === undefined) return;
  requireAtOnce([host, other]);
  if (Date.parse(other.recorded) - Date.parse(host.recorded) <= becomesKnownMs) return;
  const minutes = becomesKnownMs / 60_000;
  throw new CouldNotTell(`${other.name} was recorded more than ${minutes} minutes after ${host.name}`);
}

/** Whether tunnels lead from one host to the other: two clouds may have hosts of one name, and networks of one id. */
export function areJoined(one: CloudHost, other: CloudHost): boolean {
  const ends = new Set(valuesOf(other.topology.tunnels).map(({ localIp }) => localIp));
  return one === other || valuesOf(one.topology.tunnels).some(({ remoteIp }) => ends.has(remoteIp));
}

/** `net1, cmp1 and cmp2`. */
export const namesOf = (hosts: readonly Pick<CloudHost, 'name'>[]): string =>
  new Intl.ListFormat('en-GB').format(hosts.map(({ name }) => name));
