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

/** Reads the packets of one capture in their order. A packet of which only a part could be read gives two events. */
export function dhcpReader(): (captured: CapturedPacket) => readonly DhcpEvent[] {
  const fragmented = new Map<string, number>();
  const unknownLinks = new Set<number>();

  /** Why a packet is passed over, or not read to its end; undefined where there is nothing to say. */
  function skippedOf(decoded: Decoded): Skipped | undefined {
    switch (decoded.kind) {
      case 'dhcp': {
        const { frame, incomplete } = decoded.packet;
        return incomplete === null ? undefined : { frame, reason: incomplete };
      }
      case 'unreadable':
        return { frame: decoded.frame, reason: decoded.reason };
      case 'fragment': {
        const { frame, packetKey } = decoded;
        const first = fragmented.get(packetKey);
        if (first === undefined) return undefined;
        return { frame, reason: `a further fragment of the IPv4 packet of frame ${first} (${packetKey})` };
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
  }

  return (captured) => {
    const decoded = decodePacket(captured);
    if ('fragmentOf' in decoded && decoded.fragmentOf !== null)
      remember(fragmented, decoded.fragmentOf, captured.frame);
    const skipped = skippedOf(decoded);
    const events: DhcpEvent[] = decoded.kind === 'dhcp' ? [decoded] : [];
    return skipped === undefined ? events : [...events, { kind: 'skipped', ...skipped }];
  };
}

function remember(fragmented: Map<string, number>, key: string, frame: number): void {
  const [oldest] = fragmented.keys();
  if (fragmented.size >= maxFragmented && oldest !== undefined) fragmented.delete(oldest);
  fragmented.set(key, frame);
}
