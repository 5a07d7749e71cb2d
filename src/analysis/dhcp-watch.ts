import { CouldNotTell, required } from '../engine/check.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import type { DhcpWatch, WatchPoint } from '../topology/dhcp-watches.ts';

/** The packets of one type at a point; throws `CouldNotTell` where the point could not be watched. */
export function seenAt(watch: DhcpWatch, at: WatchPoint['at'], type: 'DISCOVER' | 'OFFER'): readonly DhcpFacts[] {
  const point = watch.points.find((candidate) => candidate.at === at);
  if (point === undefined) throw new CouldNotTell(`no ${at} was watched for ${watch.server.namespace}`);
  return required(point.packets).filter((packet) => packet.type === type);
}

export const hasPoint = (watch: DhcpWatch, at: WatchPoint['at']): boolean =>
  watch.points.some((point) => point.at === at);

/** OFFERs of the network's own server: its MAC, or any server that offers what the host file says. */
export function ownOffers(watch: DhcpWatch): readonly DhcpFacts[] {
  return seenAt(watch, 'server', 'OFFER').filter((offer) => !isForeign(watch, offer));
}

/**
 * An OFFER that neither the network's dnsmasq sent nor another DHCP agent could have: agents of one network on several
 * hosts all offer the address that Neutron gave to the port.
 */
export function isForeign({ server, clientMac }: DhcpWatch, offer: DhcpFacts): boolean {
  const own = server.interface.known ? server.interface.value?.mac : undefined;
  if (own === undefined || offer.srcMac === own) return false;
  return server.files?.hosts.some(({ mac, address }) => mac === clientMac && address === offer.yiaddr) !== true;
}
