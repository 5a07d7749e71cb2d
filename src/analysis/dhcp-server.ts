import { required } from '../engine/check.ts';
import type { Dnsmasq } from '../facts/dnsmasq.ts';
import { prefixLengthOfMask } from '../facts/text/values.ts';
import { type Ipv4Address, isInRange, rangeOf } from '../topology/addresses.ts';
import type { DhcpServer } from '../topology/networks.ts';
import { heldBy } from './devices.ts';

type Range = Dnsmasq['ranges'][number];

/** All ranges that the network's dnsmasq processes were given. */
export const rangesOf = ({ processes }: DhcpServer): readonly Range[] => processes.flatMap(({ ranges }) => ranges);

/** Addresses of the DHCP port, but for that of the metadata service; undefined where it is not in its namespace. */
export function heldAddresses({ interface: fact }: DhcpServer): readonly Ipv4Address[] | undefined {
  const device = required(fact);
  if (device === undefined) return undefined;
  const held = heldBy(device);
  return held.filter(({ address }) => !address.startsWith('169.254.'));
}

/** dnsmasq(8), --dhcp-range: a range is served where its subnet, or that of the port, has both of them. */
export function isServedFrom({ start, netmask }: Range, held: Ipv4Address): boolean {
  const prefixLength = netmask === undefined ? undefined : prefixLengthOfMask(netmask);
  return prefixLength === undefined
    ? isInRange(start, rangeOf(held))
    : isInRange(held.address, rangeOf({ address: start, prefixLength }));
}

/** The routers that the agent tells all guests of one of the ranges, as IPv4 addresses; not what it tells single ports. */
export function knownRouters(server: DhcpServer): readonly { readonly address: string; readonly line: string }[] {
  const tags = new Set(rangesOf(server).map(({ tag }) => tag));
  return (server.files?.options ?? []).flatMap((line) => {
    const [, tag, address] = line.match(/^tag:([^,]+),option:router,(\d+\.\d+\.\d+\.\d+)$/) ?? [];
    return address !== undefined && tags.has(tag) ? [{ address, line }] : [];
  });
}

/**
 * The routers by which the DHCP agent lets the namespace out, in subnets where its port has an address. Agents that tag their options with the subnet set such a
 * route (Neutron since Ussuri); those of 2012 set none, and what those in between do is not to be told from here.
 */
export const externalPaths = (server: DhcpServer, held: readonly Ipv4Address[]): ReturnType<typeof knownRouters> =>
  knownRouters(server).filter(
    ({ address, line }) => line.startsWith('tag:subnet-') && held.some((one) => isInRange(address, rangeOf(one))),
  );

/** Whether dnsmasq keeps its leases in the agent's folder; before Juno a script told them to the agent instead. */
export const keepsLeases = ({ processes, files }: DhcpServer): boolean =>
  files !== undefined &&
  processes.some(({ args }) => args.split(' ').includes(`--dhcp-leasefile=${files.folder}/leases`));
