import type { Tunnel } from '../topology/overlay.ts';

/** What a tunnel adds to a packet of the tenant: its Ethernet header, its own, UDP's where it has one, and IPv4's. */
const overheads: Readonly<Record<string, number>> = {
  // RFC 7348: 14 + 8 + 8 + 20.
  vxlan: 50,
  // RFC 2890, with a key: 14 + 8 + 20; the 64-bit key of Open vSwitch has 4 more.
  gre: 42,
  gre64: 46,
  // RFC 8926, without options.
  geneve: 50,
};

export const overheadOf = ({ device }: Tunnel): number => overheadOfType(device.type);

export const overheadOfType = (type: string): number => overheads[type] ?? 0;
