import type { Known } from '../facts/known.ts';
import type { Host } from '../host/host.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import { dhcpReader } from '../packets/read-dhcp.ts';
import type { WatchPoint } from '../topology/dhcp-watches.ts';
import { type Capture, startCapture } from './capture.ts';

/** Where to look, and what that place is on the way. */
export type Place = Pick<WatchPoint, 'at' | 'device' | 'namespace'>;

export interface DhcpCapture extends Omit<Capture<DhcpFacts>, 'end'> {
  readonly sawOffer: Promise<void>;
  end(): Promise<WatchPoint>;
}

export const dhcpFilter = 'udp port 67 or udp port 68 or (vlan and (udp port 67 or udp port 68))';

/** Captures DHCP at a place, for some time at most. */
export function captureDhcp(
  host: Host,
  place: Place,
  milliseconds: number,
  isWanted: (packet: DhcpFacts) => boolean,
  onPacket: (packet: DhcpFacts) => void = () => {},
): DhcpCapture {
  let offered = () => {};
  const sawOffer = new Promise<void>((resolve) => {
    offered = resolve;
  });
  const eventsOf = dhcpReader();
  const capture = startCapture(host, place, {
    filter: dhcpFilter,
    milliseconds,
    read: (captured) =>
      eventsOf(captured).flatMap((event) => (event.kind === 'dhcp' && isWanted(event.packet) ? [event.packet] : [])),
    onPacket: (packet) => {
      if (packet.type === 'OFFER') offered();
      onPacket(packet);
    },
  });
  const pointOf = (packets: Known<readonly DhcpFacts[]>): WatchPoint => ({ ...place, packets });
  return { ...capture, sawOffer, end: async () => pointOf(await capture.end()) };
}
