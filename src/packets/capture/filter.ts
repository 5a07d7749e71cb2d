import { u8, u16 } from '../bytes.ts';
import { linkLayerOf } from '../link/layers.ts';
import type { Wanted } from './captured-packet.ts';

export const dhcpServerPort = 67;
export const dhcpClientPort = 68;
export const protocolUdp = 17;

const isDhcpPort = (port: number): boolean => port === dhcpServerPort || port === dhcpClientPort;

/**
 * `udp port 67 or 68`, as tcpdump has it, behind every link layer and VLAN tag that qdoctor reads, and further fragments
 * of UDP, which have no ports of their own. Packets of unknown link types pass too: they are to be named, not hidden.
 */
export const mayBeDhcp: Wanted = (linkType, bytes, at, end) => {
  const link = linkLayerOf(linkType);
  if (link === undefined) return true;
  const ip = link.ipAt(bytes, at, end);
  if (ip < 0 || end - ip < 20 || u8(bytes, ip + 9) !== protocolUdp) return false;
  if ((u16(bytes, ip + 6) & 0x1fff) !== 0) return true;
  const udp = ip + (u8(bytes, ip) & 0xf) * 4;
  return end - udp >= 4 && (isDhcpPort(u16(bytes, udp)) || isDhcpPort(u16(bytes, udp + 2)));
};
