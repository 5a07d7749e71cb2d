import type { Host } from '../host/host.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import { captureDhcp, type Place } from './capture-dhcp.ts';

/** Hands over every DHCP packet of a client as it passes a place, until `end`; gives back why a place was not seen. */
export async function followDhcp(
  host: Host,
  places: readonly Place[],
  milliseconds: number,
  clientMac: string | undefined,
  onPacket: (place: Place, packet: DhcpFacts) => void,
  end: AbortSignal,
): Promise<readonly string[]> {
  const isWanted = (packet: DhcpFacts) => clientMac === undefined || packet.clientMac === clientMac;
  const captures = places.map((place) =>
    captureDhcp(host, place, milliseconds, isWanted, (packet) => onPacket(place, packet)),
  );
  const starts = await Promise.all(captures.map(({ started }) => started));
  if (starts.some(({ known }) => known) && !end.aborted) {
    await new Promise((resolve) => end.addEventListener('abort', resolve, { once: true }));
  }
  const points = await Promise.all(captures.map((capture) => capture.end()));
  return points.flatMap(({ packets }) => (packets.known ? [] : [packets.reason]));
}
