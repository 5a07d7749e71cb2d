import { groupedBy } from '../../grouped.ts';
import { ipv4Number } from '../bytes.ts';
import type { DhcpFacts } from '../dhcp-packet.ts';
import type { Exchange } from './exchange.ts';
import type { DhcpExpectations } from './expectations.ts';
import { clientName, type DhcpProblem, framesOf, listed, type ProblemKind, serverName, times } from './problem.ts';

/*
 * What OFFERs and ACKs give, held against what the server was told, and against itself.
 */

interface Finding {
  readonly kind: ProblemKind;
  readonly text: string;
  readonly packet: DhcpFacts;
}

export function wrongOffers(exchanges: readonly Exchange[], expected: DhcpExpectations): readonly DhcpProblem[] {
  const judge = Object.keys(expected).length === 0 ? contradictions : findingsOf;
  const findings: Finding[] = [];
  for (const exchange of exchanges) {
    for (const packet of exchange.packets) {
      if (packet.type === 'OFFER' || packet.type === 'ACK') findings.push(...judge(packet, exchange, expected));
    }
  }
  return [...groupedBy(findings, ({ kind, text }) => `${kind} ${text}`).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { kind, text } = first;
    const packets = own.map(({ packet }) => packet);
    const severity = kind === 'router-outside-subnet' ? ('warning' as const) : ('error' as const);
    return { kind, severity, summary: `${text}, ${times(own.length)}.`, frames: framesOf(packets) };
  });
}

interface Asked {
  /** Options that the client wants; undefined: it gave no list, so it takes any. */
  readonly options: readonly number[] | undefined;
  readonly leaseSeconds: readonly (number | null)[];
}

function askedBy({ packets }: Exchange): Asked {
  const questions = packets.filter(({ op }) => op === 1);
  return {
    options: questions.findLast(({ parameterList }) => parameterList !== null)?.parameterList ?? undefined,
    leaseSeconds: questions.map(({ leaseSeconds }) => leaseSeconds),
  };
}

/** What can be told without knowing what the server was told. */
const contradictions = (packet: DhcpFacts): readonly Finding[] =>
  packet.yiaddr !== '0.0.0.0' && isRouterOutside(packet) ? [routerOutside(packet)] : [];

function findingsOf(packet: DhcpFacts, exchange: Exchange, expected: DhcpExpectations): readonly Finding[] {
  const hasLease = packet.yiaddr !== '0.0.0.0';
  const findings = expected.ranges === undefined ? [...contradictions(packet)] : [];
  const add = (kind: ProblemKind, text: string): void => void findings.push({ kind, text, packet });
  const asked = askedBy(exchange);
  const server = serverName(packet);
  const { ranges, routers, dns, mtu, leaseSeconds } = expected;

  if (ranges !== undefined && hasLease && !ranges.some((range) => isInRange(packet.yiaddr, range))) {
    const who = clientName(packet);
    add('address-outside-subnet', `${server} gives ${packet.yiaddr} to ${who}, which is outside ${listed(ranges)}`);
  }
  // A server sends what the client's list asks for; what is not on it may rightly be missing.
  const isDue = (code: number): boolean => asked.options === undefined || asked.options.includes(code);
  const compare = (
    kind: ProblemKind,
    name: string,
    code: number,
    given: readonly string[] | null,
    expected?: readonly string[],
  ) => {
    if (expected === undefined || isSameSet(given ?? [], expected) || (given === null && !isDue(code))) return;
    add(
      kind,
      `${server} gives ${name} ${given === null ? 'none' : listed(given)} instead of ${expected.length === 0 ? 'none' : listed(expected)}`,
    );
  };
  compare('wrong-router', 'as router', 3, packet.routers, routers);
  compare('wrong-dns', 'as DNS server', 6, packet.dns, dns);
  compare(
    'wrong-mtu',
    'as MTU',
    26,
    packet.mtu === null ? null : [`${packet.mtu}`],
    mtu === undefined ? undefined : [`${mtu}`],
  );
  // A client may ask for another lease time, and servers grant a shorter one.
  const isLeaseRight = packet.leaseSeconds === leaseSeconds || asked.leaseSeconds.includes(packet.leaseSeconds);
  if (leaseSeconds !== undefined && hasLease && packet.leaseSeconds !== null && !isLeaseRight) {
    add('wrong-lease-time', `${server} gives leases of ${packet.leaseSeconds} s instead of ${leaseSeconds} s`);
  }
  return findings;
}

const isSameSet = (first: readonly string[], second: readonly string[]): boolean =>
  first.length === second.length && first.every((entry) => second.includes(entry));

function isInRange(address: string, range: string): boolean {
  const [network = '', prefix = '32'] = range.split('/');
  return isInNetwork(address, network, Number(prefix));
}

function isInNetwork(address: string, network: string, prefix: number): boolean {
  const [first, second] = [ipv4Number(address), ipv4Number(network)];
  if (first === undefined || second === undefined) return false;
  const size = 2 ** (32 - prefix);
  return Math.floor(first / size) === Math.floor(second / size);
}

const routerOutside = (packet: DhcpFacts): Finding => ({
  kind: 'router-outside-subnet',
  text: `${serverName(packet)} gives ${packet.yiaddr} with the mask ${packet.subnetMask}, from which its router ${packet.routers?.[0]} can't be reached`,
  packet,
});

/** A mask of 32 bits is used with a route to the router (RFC 3442), and is right so. */
function isRouterOutside({ yiaddr, subnetMask, routers, optionCodes }: DhcpFacts): boolean {
  const router = routers?.[0];
  if (subnetMask === null || router === undefined || optionCodes.includes(121)) return false;
  const [mask, address, gateway] = [ipv4Number(subnetMask), ipv4Number(yiaddr), ipv4Number(router)];
  if (mask === undefined || address === undefined || gateway === undefined || mask === 0xffffffff) return false;
  return (address & mask) !== (gateway & mask);
}
