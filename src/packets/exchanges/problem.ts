import type { DhcpFacts } from '../dhcp-packet.ts';

export const problemKinds = [
  'no-offer',
  'offer-ignored',
  'no-ack',
  'nak',
  'declined',
  'inform-unanswered',
  'request-to-other-server',
  'ack-ignored',
  'retransmitted',
  'rogue-server',
  'two-servers',
  'server-id-twice',
  'bad-udp-checksum',
  'client-mac-differs',
  'relayed',
  'reply-on-other-vlan',
  'wrong-vlan',
  'address-outside-subnet',
  'router-outside-subnet',
  'wrong-router',
  'wrong-dns',
  'wrong-mtu',
  'wrong-lease-time',
] as const;

export type ProblemKind = (typeof problemKinds)[number];

export interface DhcpProblem {
  readonly kind: ProblemKind;
  /** `error`: a client got no address, or a wrong one. `note`: nothing is wrong, but it is worth knowing. */
  readonly severity: 'error' | 'warning' | 'note';
  /** One or two sentences. Holds text of the peers, not yet fit for a terminal. */
  readonly summary: string;
  /** The packets that show it. */
  readonly frames: readonly number[];
}

export const framesOf = (packets: readonly DhcpFacts[]): readonly number[] => packets.map(({ frame }) => frame);

export const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

/** `a, b and c`; the end of a long list is only counted. */
export function listed(names: readonly string[], most = 4): string {
  if (names.length > most) return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** A server as one names it: by its server id, and by the MAC that its packets come from. */
export const serverName = (packet: DhcpFacts): string =>
  `${serverAddress(packet)}${packet.srcMac === null ? '' : ` (${packet.srcMac})`}`;

/** Server id, or the sender's address where a NAK or BOOTP has none. */
export const serverAddress = ({ serverId, srcIp }: DhcpFacts): string => serverId ?? srcIp;

export const clientName = ({ clientMac }: { readonly clientMac: string | null }): string =>
  clientMac ?? 'a client without a hardware address';

export const isAnswer = ({ type }: DhcpFacts): boolean => type === 'OFFER' || type === 'ACK' || type === 'NAK';
