import { styleText } from 'node:util';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Timestamp } from '../packets/capture/captured-packet.ts';
import { type DhcpFacts, secondsOf } from '../packets/dhcp-packet.ts';
import type { DhcpExamination } from '../packets/exchanges/examine.ts';
import { type Exchange, grantOf, type Outcome } from '../packets/exchanges/exchange.ts';
import { type DhcpProblem, framesOf } from '../packets/exchanges/problem.ts';
import type { Skipped } from '../packets/read-dhcp.ts';
import type { DhcpWriter } from './dhcp-output.ts';
import { printable, printableLine } from './printable.ts';

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** Text for a terminal: a line for each packet as it comes, then exchanges, problems, and last the verdict. */
export function dhcpTextWriter(hasColor: boolean, width: number): DhcpWriter {
  const paint: Paint = (style, text) => (hasColor ? styleText(style, text) : text);
  return {
    packet: (packet) => `${packetLine(packet, paint)}\n`,
    end: (examination, skipped) => `${summary(examination, skipped, paint, width).join('\n')}\n`,
  };
}

function packetLine(packet: DhcpFacts, paint: Paint): string {
  const { frame, time, type, op, clientMac, xid, udpChecksum, isChecksumLeftOut, vlan, giaddr, srcMac, incomplete } =
    packet;
  const name = type ?? (incomplete !== null ? '?' : op === 1 ? 'BOOTREQ' : 'BOOTREP');
  const cells = `${String(frame).padStart(5)} ${paint('dim', clock(time))} ${paint(typeStyle(name), name.padEnd(8))} ${clientMac ?? '-'.padEnd(17)} ${paint('dim', xid)}${says(packet)}`;
  const marks: string[] = vlan.map((id) => `vlan ${id}`);
  if (giaddr !== none) marks.push(`relay ${giaddr}`);
  else if (op === 1 && srcMac !== null && srcMac !== clientMac) marks.push(`from ${srcMac}`);
  if (isChecksumLeftOut) marks.push(paint('dim', 'udp cksum left out'));
  else if (udpChecksum === 'bad') marks.push(paint('yellow', 'bad udp cksum'));
  if (incomplete !== null) marks.push(incomplete);
  return marks.length === 0 ? cells : `${cells} [${marks.join('] [')}]`;
}

const typeStyle = (name: string): Parameters<typeof styleText>[0] =>
  name === 'NAK' || name === 'DECLINE' ? 'red' : name === 'ACK' ? 'green' : 'bold';

/** The time of day here, as tcpdump has it. */
function clock(time: Timestamp | undefined): string {
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
function says(packet: DhcpFacts): string {
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

function summary(
  { exchanges, problems }: DhcpExamination,
  skipped: readonly Skipped[],
  paint: Paint,
  width: number,
): readonly string[] {
  return [
    ...section(
      `Exchanges (${exchanges.length})`,
      exchanges.map((exchange) => exchangeLine(exchange, paint)),
    ),
    ...section(
      `Problems (${problems.length})`,
      problems.flatMap((problem) => problemLines(problem, paint, width)),
    ),
    ...section(`Not read, or not to the end (${skipped.length})`, skippedLines(skipped)),
    ...verdict(exchanges, problems, skipped, paint),
  ];
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines];

const good: ReadonlySet<Outcome> = new Set(['completed', 'inform-answered', 'released']);
const unclear: ReadonlySet<Outcome> = new Set(['server-only', 'inform-unanswered']);

function exchangeLine({ clientMac, xid, outcome, packets }: Exchange, paint: Paint): string {
  const style = good.has(outcome) ? 'green' : unclear.has(outcome) ? 'yellow' : 'red';
  const grant = grantOf({ packets });
  const address = grant?.yiaddr;
  const first = packets[0] === undefined ? undefined : secondsOf(packets[0]);
  // What another server says behind the ACK is no part of how long it took.
  const last = outcome === 'completed' && grant !== undefined ? grant : packets.at(-1);
  const end = last === undefined ? undefined : secondsOf(last);
  const isLong = packets.length > 1 && first !== undefined && end !== undefined;
  const given = (address === undefined || address === none ? '-' : address).padEnd(15);
  const lasted = isLong ? ` ${(end - first).toFixed(3)} s,` : '';
  const frames = `${packets.length === 1 ? 'frame' : 'frames'} ${ranges(framesOf(packets))}`;
  return ` ${clientMac ?? '-'.padEnd(17)} ${paint('dim', xid)} ${paint(style, outcome.padEnd(17))} ${given}${lasted} ${frames}`;
}

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

const signs = { error: ['red', '✗'], warning: ['yellow', '!'], note: ['dim', '-'] } as const;

function problemLines(
  { kind, severity, summary: text, frames }: DhcpProblem,
  paint: Paint,
  width: number,
): readonly string[] {
  const [style, sign] = signs[severity];
  const where = `[${kind}, ${frames.length === 1 ? 'frame' : 'frames'} ${ranges(frames)}]`;
  const [first = '', ...rest] = wrapAnsi(`${printableLine(text)} ${where}`, width - 4).split('\n');
  return [`  ${paint(style, sign)} ${first}`, ...rest.map((line) => `    ${line}`)];
}

const mostSkipped = 20;

function skippedLines(skipped: readonly Skipped[]): readonly string[] {
  const shown = skipped.slice(0, mostSkipped).map(({ frame, reason }) => `  frame ${frame}: ${printable(reason)}`);
  return skipped.length > mostSkipped
    ? [...shown, `  … and ${skipped.length - mostSkipped} more (--format json)`]
    : shown;
}

function verdict(
  exchanges: readonly Exchange[],
  problems: readonly DhcpProblem[],
  skipped: readonly Skipped[],
  paint: Paint,
): readonly string[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const kinds = [...new Set(errors.map(({ kind }) => kind))].join(', ');
    return ['', `${paint(['red', 'bold'], 'FAILING')}: ${kinds}.`];
  }
  if (exchanges.length > 0) {
    const limit = skipped.length === 0 ? '' : ', as far as the capture could be read';
    return ['', `${paint(['green', 'bold'], 'HEALTHY')}: no exchange failed${limit}.`];
  }
  if (skipped.length === 0) return ['', 'No DHCP exchange is in this capture.'];
  return ['', `${paint(['yellow', 'bold'], 'INCOMPLETE')}: no DHCP exchange could be read.`];
}
