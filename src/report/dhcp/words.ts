import type { Timestamp } from '../../packets/capture/captured-packet.ts';
import { type DhcpFacts, secondsOf } from '../../packets/dhcp-packet.ts';
import { type Exchange, grantOf, type Outcome } from '../../packets/exchanges/exchange.ts';
import { type DhcpProblem, framesOf } from '../../packets/exchanges/problem.ts';
import type { Skipped } from '../../packets/read-dhcp.ts';
import { printable } from '../printable.ts';

/*
 * The DHCP in a capture, in the words of every format for people.
 */

/** The type of a message; of BOOTP its direction. */
export const typeName = ({ type, op, incomplete }: DhcpFacts): string =>
  type ?? (incomplete !== null ? '?' : op === 1 ? 'BOOTREQ' : 'BOOTREP');

/** What is remarkable about a packet beside its message. */
export function marksOf(packet: DhcpFacts): readonly string[] {
  const { op, clientMac, udpChecksum, isChecksumLeftOut, vlan, giaddr, srcMac, incomplete } = packet;
  const isFromAnother = op === 1 && srcMac !== null && srcMac !== clientMac;
  return [
    ...vlan.map((id) => `vlan ${id}`),
    giaddr !== none ? `relay ${giaddr}` : isFromAnother ? `from ${srcMac}` : [],
    isChecksumLeftOut ? 'udp cksum left out' : udpChecksum === 'bad' ? 'bad udp cksum' : [],
    incomplete ?? [],
  ].flat();
}

/** The time of day here, as tcpdump has it. */
export function clock(time: Timestamp | undefined): string {
  if (time === undefined) return '-'.padEnd(15);
  return `${timeOfDay(time.seconds)}.${String(time.nanoseconds).padStart(9, '0').slice(0, time.digits)}`;
}

/** Packets come in bursts, and asking for the time zone is slow; spelling out its name, as toTimeString does, is slower. */
let lastTimeOfDay: readonly [seconds: number, text: string] = [Number.NaN, ''];

function timeOfDay(seconds: number): string {
  if (lastTimeOfDay[0] !== seconds) {
    const date = new Date(seconds * 1000);
    const parts = [date.getHours(), date.getMinutes(), date.getSeconds()];
    lastTimeOfDay = [seconds, parts.map((part) => String(part).padStart(2, '0')).join(':')];
  }
  return lastTimeOfDay[1];
}

const none = '0.0.0.0';

/** What the message is about, in few words. */
export function says(packet: DhcpFacts): string {
  const { type, op, yiaddr, ciaddr, serverId, srcIp, requestedIp, leaseSeconds, hostName, errorText } = packet;
  let words = '';
  if (op !== 1) {
    if (yiaddr !== none) words += ` ${yiaddr}`;
    words += ` by ${serverId ?? srcIp}`;
    if (leaseSeconds !== null) words += ` ${duration(leaseSeconds)}`;
    return errorText === null ? words : `${words} ${inQuotes(errorText)}`;
  }
  if (requestedIp !== null && requestedIp !== none) words += ` wants ${requestedIp}`;
  if (ciaddr !== none) words += type === 'REQUEST' ? ` renews ${ciaddr}` : ` has ${ciaddr}`;
  if (serverId !== null) words += ` of ${serverId}`;
  return hostName === null || type !== 'DISCOVER' ? words : `${words} host ${inQuotes(hostName)}`;
}

const inQuotes = (text: string): string => `"${printable(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;

function duration(seconds: number): string {
  if (seconds === 0xffffffff) return 'for ever';
  if (seconds % 3600 === 0) return `for ${seconds / 3600} h`;
  return seconds % 60 === 0 ? `for ${seconds / 60} min` : `for ${seconds} s`;
}

const good: ReadonlySet<Outcome> = new Set(['completed', 'inform-answered', 'released']);
const unclear: ReadonlySet<Outcome> = new Set(['server-only', 'inform-unanswered']);

/** How good it is what became of an exchange. */
export const weightOf = (outcome: Outcome): 'good' | 'unclear' | 'bad' =>
  good.has(outcome) ? 'good' : unclear.has(outcome) ? 'unclear' : 'bad';

/** The address that was granted, how long it took, and the packets. */
export function exchangeWords({ outcome, packets }: Exchange): {
  readonly address: string;
  readonly lasted: string | undefined;
  readonly frames: string;
} {
  const grant = grantOf({ packets });
  const address = grant?.yiaddr;
  const first = packets[0] === undefined ? undefined : secondsOf(packets[0]);
  // What another server says behind the ACK is no part of how long it took.
  const last = outcome === 'completed' && grant !== undefined ? grant : packets.at(-1);
  const end = last === undefined ? undefined : secondsOf(last);
  const isLong = packets.length > 1 && first !== undefined && end !== undefined;
  return {
    address: address === undefined || address === none ? '-' : address,
    lasted: isLong ? `${(end - first).toFixed(3)} s` : undefined,
    frames: framesWords(framesOf(packets)),
  };
}

/** `frames 1-4, 9`: numbers of packets; of many only the first. */
export const framesWords = (frames: readonly number[]): string =>
  `${frames.length === 1 ? 'frame' : 'frames'} ${ranges(frames)}`;

/** `1-4, 9`; the end of a long list is only counted. */
function ranges(frames: readonly number[]): string {
  const spans: [number, number][] = [];
  const isInOrder = frames.every((frame, index) => index === 0 || frame > (frames[index - 1] ?? 0));
  for (const frame of isInOrder ? frames : [...new Set(frames)].toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && last[1] === frame - 1) last[1] = frame;
    else spans.push([frame, frame]);
  }
  const shown = spans.slice(0, 6).map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  return `${shown.join(', ')}${spans.length > 6 ? ' …' : ''}`;
}

/** What a capture comes to; `NONE` where there is no DHCP in it. */
export function verdictOf(
  exchanges: readonly Exchange[],
  problems: readonly DhcpProblem[],
  skipped: readonly Skipped[],
): { readonly word: 'FAILING' | 'HEALTHY' | 'INCOMPLETE' | 'NONE'; readonly about: string } {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    return { word: 'FAILING', about: `${[...new Set(errors.map(({ kind }) => kind))].join(', ')}.` };
  if (exchanges.length > 0) {
    const limit = skipped.length === 0 ? '' : ', as far as the capture could be read';
    return { word: 'HEALTHY', about: `no exchange failed${limit}.` };
  }
  if (skipped.length === 0) return { word: 'NONE', about: 'No DHCP exchange is in this capture.' };
  return { word: 'INCOMPLETE', about: 'no DHCP exchange could be read.' };
}
