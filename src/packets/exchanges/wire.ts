import { groupedBy } from '../../grouped.ts';
import type { DhcpFacts } from '../dhcp-packet.ts';
import type { Exchange } from './exchange.ts';
import type { DhcpExpectations } from './expectations.ts';
import { clientName, type DhcpProblem, framesOf, listed, serverName, times } from './problem.ts';

/*
 * What is odd about the packets around the messages: checksums, MACs, relays, VLANs.
 */

export function badChecksums(packets: readonly DhcpFacts[]): readonly DhcpProblem[] {
  const bad = packets.filter(({ udpChecksum }) => udpChecksum === 'bad');
  const groups = groupedBy(bad, ({ srcMac, srcIp, isChecksumLeftOut }) => `${srcMac ?? srcIp} ${isChecksumLeftOut}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const sender = `${own.length === 1 ? 'a packet' : `${own.length} packets`} of ${first.srcMac ?? first.srcIp}`;
    return first.isChecksumLeftOut ? leftOut(sender, own) : damaged(sender, own);
  });
}

const damaged = (sender: string, packets: readonly DhcpFacts[]): DhcpProblem => ({
  kind: 'bad-udp-checksum',
  severity: 'warning',
  summary: `The UDP checksum of ${sender} is wrong; receivers drop that.`,
  frames: framesOf(packets),
});

/** Between virtual interfaces nobody fills it in; only clients that look at it themselves drop such packets. */
function leftOut(sender: string, packets: readonly DhcpFacts[]): DhcpProblem {
  const risk = packets.some(({ op }) => op === 2)
    ? ', but a VM on the same machine may get it so, and old DHCP clients drop it'
    : '';
  return {
    kind: 'bad-udp-checksum',
    severity: 'note',
    summary: `The UDP checksum of ${sender} was left to the network card. That is right on the machine that sends it${risk}.`,
    frames: framesOf(packets),
  };
}

/** Of a client's own packets; a relay, and a router on the way of a unicast renewal, put their MAC in its place. */
export function foreignSources(packets: readonly DhcpFacts[]): readonly DhcpProblem[] {
  const differing = packets.filter(
    ({ op, giaddr, hops, ciaddr, srcMac, clientMac }) =>
      op === 1 &&
      giaddr === '0.0.0.0' &&
      hops === 0 &&
      ciaddr === '0.0.0.0' &&
      srcMac !== null &&
      clientMac?.length === srcMac.length &&
      srcMac !== clientMac,
  );
  return [...groupedBy(differing, ({ srcMac }) => srcMac ?? '')].map(([sender, own]) => ({
    kind: 'client-mac-differs',
    severity: 'warning',
    summary: `${sender} sends DHCP in the name of ${listed([...new Set(own.map(clientName))])}. Anti-spoofing rules drop that.`,
    frames: framesOf(own),
  }));
}

export function relays(packets: readonly DhcpFacts[]): readonly DhcpProblem[] {
  const relayed = packets.filter(({ giaddr }) => giaddr !== '0.0.0.0');
  return [...groupedBy(relayed, ({ giaddr }) => giaddr)].map(([giaddr, own]) => ({
    kind: 'relayed',
    severity: 'note',
    summary: `${own.length === 1 ? 'A packet' : `${own.length} packets`} went through the relay ${giaddr}.`,
    frames: framesOf(own),
  }));
}

const vlanText = (vlan: readonly number[]): string => (vlan.length === 0 ? 'untagged' : `on VLAN ${vlan.join('.')}`);

const isSameVlan = (a: DhcpFacts, b: DhcpFacts): boolean =>
  a.vlan.length === b.vlan.length && a.vlan.every((id, index) => id === b.vlan[index]);

/** Where no answer of an exchange came on the VLAN of a question. */
export function strayReplies(exchanges: readonly Exchange[]): readonly DhcpProblem[] {
  return exchanges.flatMap(({ packets }) => {
    const asked = packets.filter(({ op, giaddr }) => op === 1 && giaddr === '0.0.0.0');
    const answers = packets.filter(({ op, giaddr }) => op === 2 && giaddr === '0.0.0.0');
    const [question] = asked;
    const [answer] = answers;
    if (question === undefined || answer === undefined || isSameVlan(question, answer)) return [];
    const vlans = new Set(asked.map(({ vlan }) => vlan.join()));
    if (answers.some(({ vlan }) => vlans.has(vlan.join()))) return [];
    return {
      kind: 'reply-on-other-vlan' as const,
      severity: 'warning' as const,
      summary: `${clientName(question)} asks ${vlanText(question.vlan)}, but ${serverName(answer)} answers ${vlanText(answer.vlan)}.`,
      frames: framesOf([...asked, ...answers]),
    };
  });
}

export function strayVlans(
  packets: readonly DhcpFacts[],
  { vlan: expected }: DhcpExpectations,
): readonly DhcpProblem[] {
  if (expected === undefined) return [];
  const stray = packets.filter(({ vlan }) => vlan[0] !== expected);
  return [...groupedBy(stray, ({ vlan }) => vlan.join('.'))].map(([, own]) => ({
    kind: 'wrong-vlan',
    severity: 'error',
    summary: `DHCP came ${vlanText(own[0]?.vlan ?? [])} ${times(own.length)}, instead of on VLAN ${expected}.`,
    frames: framesOf(own),
  }));
}
