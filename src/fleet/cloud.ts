import { CouldNotTell } from '../engine/check.ts';
import type { Diagnosis } from '../engine/diagnose.ts';
import { valuesOf } from '../facts/known.ts';
import type { Input, Inputs } from '../topology/index.ts';

/** What is compared of each host; of thousands of hosts the rest is not kept. */
const cloudInputs = [
  'switchDatabase',
  'services',
  'ports',
  'vmPorts',
  'networks',
  'providerNetworks',
  'overlayNetworks',
  'tunnels',
  'routers',
  'haRouters',
  'distributedRouters',
  'fipNamespaces',
  'dhcpServers',
  'floatingIps',
] as const satisfies readonly Input[];

type CloudInput = (typeof cloudInputs)[number];

export type CloudTopology = Inputs<CloudInput>;

/** A host's topology as far as it is compared, built and without what it was built from. */
export const comparedOf = (topology: CloudTopology): CloudTopology =>
  Object.fromEntries(cloudInputs.map((name) => [name, topology[name]])) as CloudTopology;

/** A host among those of a cloud: how it is wired, and what is wrong with it by itself. */
export interface CloudHost {
  readonly name: string;
  /** What it calls itself: of two hosts with one hostname, the names above are told apart. */
  readonly hostname: string;
  /** When it was recorded, where its recording tells. */
  readonly recorded: string | undefined;
  readonly topology: CloudTopology;
  readonly diagnosis: Diagnosis;
}

/** What moves from host to host may be on both of two recordings that lie so far apart. */
const atOnceMs = 10 * 60_000;

/** Throws where hosts were recorded at different times, so that what is on both need not have been there at once. */
export function requireAtOnce(hosts: readonly CloudHost[]): void {
  const times = hosts.flatMap(({ recorded }) => (recorded === undefined ? [] : Date.parse(recorded)));
  if (Math.max(...times) - Math.min(...times) <= atOnceMs || times.length < 2) return;
  throw new CouldNotTell(`${namesOf(hosts)} were not recorded within ${atOnceMs / 60_000} minutes`);
}

/** Whether tunnels lead from one host to the other: two clouds may have hosts of one name, and networks of one id. */
export function areJoined(one: CloudHost, other: CloudHost): boolean {
  const ends = new Set(valuesOf(other.topology.tunnels).map(({ localIp }) => localIp));
  return one === other || valuesOf(one.topology.tunnels).some(({ remoteIp }) => ends.has(remoteIp));
}

/** `net1, cmp1 and cmp2`. */
export const namesOf = (hosts: readonly Pick<CloudHost, 'name'>[]): string =>
  new Intl.ListFormat('en-GB').format(hosts.map(({ name }) => name));
