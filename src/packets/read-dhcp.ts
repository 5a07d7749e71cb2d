import type { CapturedPacket } from './capture/captured-packet.ts';
import { type Decoded, decodePacket } from './decode-packet.ts';

/** A packet that could not be read, or not to its end. */
export interface Skipped {
  readonly frame: number;
  readonly reason: string;
}

export type DhcpEvent = Extract<Decoded, { kind: 'dhcp' }> | ({ readonly kind: 'skipped' } & Skipped);

/** How many fragmented packets are remembered at a time, for the fragments that still come. */
const maxFragmented = 256;

/** The DHCP of a capture, packet by packet as it comes, and what of it could not be read. */
export async function* readDhcp(packets: AsyncIterable<CapturedPacket>): AsyncIterable<DhcpEvent> {
  const eventsOf = dhcpReader();
  for await (const captured of packets) yield* eventsOf(captured);
}

/** Reads the packets of one capture in their order. A packet of which only a part could be read gives two events. */
export function dhcpReader(): (captured: CapturedPacket) => readonly DhcpEvent[] {
  const skippedOf = skipping();
  return (captured) => {
    const decoded = decodePacket(captured);
    if (decoded.kind !== 'dhcp') {
      const skipped = skippedOf(decoded);
      return skipped === undefined ? [] : [{ kind: 'skipped', ...skipped }];
    }
    const { frame, incomplete } = decoded.packet;
    return incomplete === null ? [decoded] : [decoded, { kind: 'skipped', frame, reason: incomplete }];
  };
}

/** Why a packet is passed over; undefined where it has nothing to do with DHCP. */
function skipping(): (decoded: Exclude<Decoded, { kind: 'dhcp' }>) => Skipped | undefined {
  const fragmented = new Map<string, number>();
  const unknownLinks = new Set<number>();
  return (decoded) => {
    switch (decoded.kind) {
      case 'unreadable':
        return { frame: decoded.frame, reason: decoded.reason };
      case 'fragment': {
        const { frame, isFirst, packetKey } = decoded;
        const first = fragmented.get(packetKey);
        if (isFirst) remember(fragmented, packetKey, frame);
        if (isFirst) return { frame, reason: `it is the first fragment of an IPv4 packet (${packetKey})` };
        return first === undefined
          ? undefined
          : { frame, reason: `it is a further fragment of the IPv4 packet of frame ${first} (${packetKey})` };
      }
      case 'unknown-link': {
        const { frame, linkType } = decoded;
        if (unknownLinks.has(linkType)) return undefined;
        unknownLinks.add(linkType);
        return { frame, reason: `it and others have link type ${linkType}, which qdoctor does not read` };
      }
      case 'other':
        return undefined;
    }
  };
}

function remember(fragmented: Map<string, number>, key: string, frame: number): void {
  const [oldest] = fragmented.keys();
  if (fragmented.size >= maxFragmented && oldest !== undefined) fragmented.delete(oldest);
  fragmented.set(key, frame);
}
