import type { Host } from '../host/host.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import { captureDhcp, type Place } from './capture-dhcp.ts';

export interface FollowOptions {
  /** Whose packets are wanted, if not everybody's. */
  readonly clientMac: string | undefined;
  /** How long at most. */
  readonly milliseconds: number;
  readonly end: AbortSignal;
  /** Called with the places that are listened on, once no packet is missed there any more. */
  onListening(places: readonly Place[]): void;
  onPacket(place: Place, packet: DhcpFacts): void;
}

/** Hands over every DHCP packet as it passes a place, until `end`; gives back why a place was not seen. */
export async function followDhcp(
  host: Host,
  places: readonly Place[],
  { clientMac, milliseconds, end, onListening, onPacket }: FollowOptions,
): Promise<readonly string[]> {
  const isWanted = (packet: DhcpFacts) => clientMac === undefined || packet.clientMac === clientMac;
  const captures = places.map((place) =>
    captureDhcp(host, place, milliseconds, isWanted, (packet) => onPacket(place, packet)),
  );
  const starts = await Promise.all(captures.map(({ started }) => started));
  const listening = places.filter((_, index) => starts[index]?.known);
  if (listening.length > 0 && !end.aborted) {
    onListening(listening);
    await new Promise((resolve) => end.addEventListener('abort', resolve, { once: true }));
  }
  const points = await Promise.all(captures.map((capture) => capture.end()));
  return points.flatMap(({ packets }) => (packets.known ? [] : [packets.reason]));
}
