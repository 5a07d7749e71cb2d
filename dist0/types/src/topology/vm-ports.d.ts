import type { Facts } from '../facts/collect.ts';
import { type Known } from '../facts/known.ts';
import type { HostView, Port, VmPort } from './types.ts';
/** The VMs of this host: hybrid plugs, as far as any of their devices is left, and taps that are ports of the switch. */
export declare function vmPortsOf(facts: Facts, host: HostView, ports: Known<readonly Port[]>): Known<readonly VmPort[]>;
/** The network in whose DHCP files a MAC is listed. */
export declare function networkOfMac(facts: Facts, mac: string | undefined): string | undefined;
