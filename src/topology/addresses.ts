import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { askFor } from '../facts/result.ts';
import type { Interface } from '../facts/stack.ts';
import { subnetOf } from '../facts/text/values.ts';
import { within } from '../facts/within.ts';

/** Arithmetic of IPv4 ranges, in the text forms that the facts use. */

/** An interface's IPv4 address with the range it makes reachable. */
export interface Ipv4Address {
  readonly address: string;
  readonly prefixLength: number;
}

/** An address, of any family, as `ip` writes it. */
export const cidrOf = ({ address, prefixLength }: Ipv4Address): string => `${address}/${prefixLength}`;

/** The range of an address with its prefix length: `10.11.12.5`, 24 → `10.11.12.0/24`. */
export const rangeOf = ({ address, prefixLength }: Ipv4Address): string => subnetOf(address, prefixLength);

/** Whether an address lies in a range; false for anything that isn't IPv4. */
export function isInRange(address: string, range: string): boolean {
  if (!isIPv4(address) || !ipaddr.IPv4.isValidCIDR(range)) return false;
  return ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parseCIDR(range));
}

/** Whether the first range lies in the second, or is the same. */
export function isRangeIn(inner: string, outer: string): boolean {
  return prefixLengthOf(inner) >= prefixLengthOf(outer) && isInRange(inner.split('/')[0] ?? '', outer);
}

export const prefixLengthOf = (range: string): number => Number(range.split('/')[1] ?? 32);

/** The IPv4 addresses of an interface, or undefined where the source doesn't tell. */
export const ipv4Of = (device: Interface): readonly Ipv4Address[] | undefined =>
  device.addresses?.filter(({ family }) => family === 'inet');

/** These as far as they are told: none of a device that is not there. */
export const addressesOn = (device: Interface | undefined): readonly Ipv4Address[] => (device && ipv4Of(device)) ?? [];

/** Those that stand in a subnet: floating IPs, and what else is only routed to the device, are /32. */
export const subnetAddressesOn = (device: Interface | undefined): readonly Ipv4Address[] =>
  addressesOn(device).filter(({ prefixLength }) => prefixLength < 32);

/** Why it is not known whether a device has a certain address. */
export const unlistedAddresses = (namespace: string, device: string): string =>
  `the list of addresses on ${device} may be incomplete: ${askFor({ argv: within(namespace, 'ip', 'addr', 'show') })}`;
