import type { Interface } from '../facts/stack.ts';
/** Arithmetic of IPv4 ranges, in the text forms that the facts use. */
/** An interface's IPv4 address with the range it makes reachable. */
export interface Ipv4Address {
    readonly address: string;
    readonly prefixLength: number;
}
/** An address, of any family, as `ip` writes it. */
export declare const cidrOf: ({ address, prefixLength }: Ipv4Address) => string;
/** The range of an address with its prefix length: `10.11.12.5`, 24 → `10.11.12.0/24`. */
export declare const rangeOf: ({ address, prefixLength }: Ipv4Address) => string;
/** Whether an address lies in a range; false for anything that isn't IPv4. */
export declare function isInRange(address: string, range: string): boolean;
/** Whether the first range lies in the second, or is the same. */
export declare function isRangeIn(inner: string, outer: string): boolean;
export declare const prefixLengthOf: (range: string) => number;
/** 255.255.255.0 → 24; undefined for a mask with holes. */
export declare function prefixLengthOfMask(mask: string): number | undefined;
/** The IPv4 addresses of an interface, or undefined where the source doesn't tell. */
export declare const ipv4Of: (device: Interface) => readonly Ipv4Address[] | undefined;
/** These as far as they are told: none of a device that is not there. */
export declare const addressesOn: (device: Interface | undefined) => readonly Ipv4Address[];
/** Those that stand in a subnet: floating IPs, and what else is only routed to the device, are /32. */
export declare const subnetAddressesOn: (device: Interface | undefined) => readonly Ipv4Address[];
/** Why it is not known whether a device has a certain address. */
export declare const untoldAddresses: (namespace: string, device: string) => string;
