import * as z from 'zod';
import { valuesOf } from '../../facts/known.ts';
import type { Inputs, SectionName } from '../../topology/index.ts';

const memberSchema = z.strictObject({
  id: z.string(),
  vms: z.int().describe('Ports of VMs with a guest'),
  routers: z.array(z.string()).readonly().describe('Routers with a port in it'),
  hasDhcpServer: z.boolean(),
});

const cloudHostSchema = z.strictObject({
  name: z.string(),
  addresses: z.array(z.string()).readonly().describe('Addresses that its tunnels start from'),
  networks: z.array(memberSchema).readonly(),
});

const linkSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  type: z.string(),
  isMutual: z.boolean().describe('A tunnel leads back, too'),
});

/** Hosts of a cloud, the tunnels between them, and what of each network is on which of them. */
export const cloudMapSchema = z.strictObject({
  format: z.literal('qdoctor.fleet-map/1'),
  hosts: z.array(cloudHostSchema).readonly(),
  tunnels: z.array(linkSchema).readonly(),
  elsewhere: z.array(z.string()).readonly().describe('Ends of tunnels that are not among the hosts'),
});

export type CloudMap = z.infer<typeof cloudMapSchema>;
type Member = CloudMap['hosts'][number]['networks'][number];
type Link = CloudMap['tunnels'][number];

/** The sections that it shows. */
export const cloudMapSections = ['tunnels', 'networks', 'dhcpServers'] as const satisfies readonly SectionName[];

type Topology = Inputs<(typeof cloudMapSections)[number]>;

export function cloudMapOf(all: readonly { readonly name: string; readonly topology: Topology }[]): CloudMap {
  const hosts = all.map(({ name, topology }) => ({
    name,
    addresses: [...new Set(valuesOf(topology.tunnels).flatMap(({ localIp }) => localIp ?? []))],
    networks: membersOf(topology),
  }));
  const hostAt = new Map(hosts.flatMap(({ name, addresses }) => addresses.map((address) => [address, name] as const)));
  const ends = all.flatMap(({ name, topology }) =>
    valuesOf(topology.tunnels).map(({ remoteIp, device: { type } }) => ({
      from: name,
      to: hostAt.get(remoteIp),
      remoteIp,
      type,
    })),
  );
  const keyOf = (from: string, to: string, type: string) => JSON.stringify([from, to, type]);
  const known = new Set(ends.flatMap(({ from, to, type }) => (to === undefined ? [] : keyOf(from, to, type))));
  const shown = new Set<string>();
  const tunnels = ends.flatMap(({ from, to, type }): readonly Link[] => {
    if (to === undefined || shown.has(keyOf(from, to, type)) || shown.has(keyOf(to, from, type))) return [];
    shown.add(keyOf(from, to, type));
    return [{ from, to, type, isMutual: known.has(keyOf(to, from, type)) }];
  });
  const elsewhere = [...new Set(ends.flatMap(({ to, remoteIp }) => (to === undefined ? remoteIp : [])))];
  return { format: 'qdoctor.fleet-map/1', hosts, tunnels, elsewhere };
}

function membersOf({ networks, dhcpServers }: Topology): readonly Member[] {
  const served = new Set(valuesOf(dhcpServers).map(({ networkId }) => networkId));
  return valuesOf(networks).map(({ id, ports, subject }) => ({
    id,
    vms: ports.filter(({ role, hasGuest }) => role === 'vm' && hasGuest === true).length,
    routers: subject.routers,
    hasDhcpServer: served.has(id),
  }));
}
