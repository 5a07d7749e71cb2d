import { styleText } from 'node:util';
import wrapAnsi from 'wrap-ansi';
import type { Timestamp } from '../packets/capture/captured-packet.ts';
import { type DhcpFacts, secondsOf } from '../packets/dhcp-packet.ts';
import type { DhcpExamination } from '../packets/exchanges/examine.ts';
import type { Exchange, Outcome } from '../packets/exchanges/exchange.ts';
import { type DhcpProblem, framesOf } from '../packets/exchanges/problem.ts';
import type { Skipped } from '../packets/read-dhcp.ts';
import type { DhcpWriter } from './dhcp-json.ts';
import { printable } from './printable.ts';

const width = 80;

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** Text for a terminal: a line for each packet as it comes, then exchanges, problems, and last the verdict. */
export function dhcpTextWriter(hasColor: boolean): DhcpWriter {
  const paint: Paint = (style, text) => (hasColor ? styleText(style, text) : text);
  return {
    packet: (packet) => `${packetLine(packet, paint)}\n`,
    end: (examination, skipped) => `${summary(examination, skipped, paint).join('\n')}\n`,
  };
}

function packetLine(packet: DhcpFacts, paint: Paint): string {
  const { frame, time, type, op, clientMac, xid, udpChecksum, vlan, giaddr, srcMac, incomplete } = packet;
  const name = type ?? (incomplete !== null ? 'cut' : op === 1 ? 'BOOTREQ' : 'BOOTREP');
  const marks = [
    ...vlan.map((id) => `vlan ${id}`),
    ...(giaddr === '0.0.0.0' ? [] : [`relay ${giaddr}`]),
    ...(op === 1 && giaddr === '0.0.0.0' && srcMac !== null && srcMac !== clientMac ? [`from ${srcMac}`] : []),
    ...(udpChecksum === 'bad' ? [paint('yellow', 'bad udp cksum')] : []),
    ...(incomplete === null ? [] : [incomplete]),
  ];
  const cells = [
    String(frame).padStart(5),
    paint('dim', clock(time)),
    paint(typeStyle(name), name.padEnd(8)),
    clientMac ?? '-'.padEnd(17),
    paint('dim', xid),
    ...says(packet),
    ...marks.map((mark) => `[${mark}]`),
  ];
  return cells.join(' ');
}

const typeStyle = (name: string): Parameters<typeof styleText>[0] =>
  name === 'NAK' || name === 'DECLINE' ? 'red' : name === 'ACK' ? 'green' : 'bold';

/** The time of day here, as tcpdump has it. */
function clock(time: Timestamp | undefined): string {
  if (time === undefined) return '-'.padEnd(15);
  const date = new Date(time.seconds * 1000);
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()];
  const second = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return `${second}.${String(time.nanoseconds).padStart(9, '0').slice(0, time.digits)}`;
}

const none = '0.0.0.0';

/** What the message is about, in few words. */
function says(packet: DhcpFacts): readonly string[] {
  const { type, op, yiaddr, ciaddr, serverId, srcIp, requestedIp, leaseSeconds, hostName, errorText } = packet;
  if (op !== 1) {
    const given = yiaddr === none ? [] : [yiaddr];
    const lease = leaseSeconds === null ? [] : [duration(leaseSeconds)];
    return [...given, `by ${serverId ?? srcIp}`, ...lease, ...(errorText === null ? [] : [quoted(errorText)])];
  }
  const wanted = requestedIp !== null && requestedIp !== none ? [`wants ${requestedIp}`] : [];
  const has = ciaddr === none ? [] : [type === 'REQUEST' ? `renews ${ciaddr}` : `has ${ciaddr}`];
  const server = serverId === null ? [] : [`of ${serverId}`];
  const host = hostName === null || type !== 'DISCOVER' ? [] : [`host ${quoted(hostName)}`];
  return [...wanted, ...has, ...server, ...host];
}

const quoted = (text: string): string => `"${printable(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;

function duration(seconds: number): string {
  if (seconds === 0xffffffff) return 'for ever';
  if (seconds % 3600 === 0) return `for ${seconds / 3600} h`;
  return seconds % 60 === 0 ? `for ${seconds / 60} min` : `for ${seconds} s`;
}

function summary(
  { exchanges, problems }: DhcpExamination,
  skipped: readonly Skipped[],
  paint: Paint,
): readonly string[] {
  return [
    ...section(
      `Exchanges (${exchanges.length})`,
      exchanges.map((exchange) => exchangeLine(exchange, paint)),
    ),
    ...section(
      `Problems (${problems.length})`,
      problems.flatMap((problem) => problemLines(problem, paint)),
    ),
    ...section(`Not read, or not to the end (${skipped.length})`, skippedLines(skipped)),
    ...verdict(exchanges, problems, paint),
  ];
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines];

const good: ReadonlySet<Outcome> = new Set(['completed', 'inform-answered', 'released']);
const unclear: ReadonlySet<Outcome> = new Set(['server-only', 'inform-unanswered']);

function exchangeLine({ clientMac, xid, outcome, packets }: Exchange, paint: Paint): string {
  const style = good.has(outcome) ? 'green' : unclear.has(outcome) ? 'yellow' : 'red';
  const address = packets.findLast(({ type }) => type === 'ACK' || type === 'OFFER')?.yiaddr;
  const first = packets[0] === undefined ? undefined : secondsOf(packets[0]);
  const last = packets.at(-1);
  const end = last === undefined ? undefined : secondsOf(last);
  return [
    ` ${clientMac ?? '-'.padEnd(17)}`,
    paint('dim', xid),
    paint(style, outcome.padEnd(17)),
    (address === undefined || address === none ? '-' : address).padEnd(15),
    first === undefined || end === undefined ? '' : `${(end - first).toFixed(3)} s,`,
    packets.length === 1 ? 'frame' : 'frames',
    ranges(framesOf(packets)),
  ].join(' ');
}

/** `1-4, 9`; the end of a long list is only counted. */
function ranges(frames: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const frame of [...new Set(frames)].toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && last[1] === frame - 1) last[1] = frame;
    else spans.push([frame, frame]);
  }
  const shown = spans.slice(0, 6).map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  return `${shown.join(', ')}${spans.length > 6 ? ' …' : ''}`;
}

const signs = { error: ['red', '✗'], warning: ['yellow', '!'], note: ['dim', '-'] } as const;

function problemLines({ kind, severity, summary: text, frames }: DhcpProblem, paint: Paint): readonly string[] {
  const [style, sign] = signs[severity];
  const where = `[${kind}, ${frames.length === 1 ? 'frame' : 'frames'} ${ranges(frames)}]`;
  const [first = '', ...rest] = wrapAnsi(`${printable(text)} ${where}`, width - 4, { hard: false }).split('\n');
  return [`  ${paint(style, sign)} ${first}`, ...rest.map((line) => `    ${line}`)];
}

const mostSkipped = 20;

function skippedLines(skipped: readonly Skipped[]): readonly string[] {
  const shown = skipped.slice(0, mostSkipped).map(({ frame, reason }) => `  frame ${frame}: ${printable(reason)}`);
  return skipped.length > mostSkipped
    ? [...shown, `  … and ${skipped.length - mostSkipped} more (--format json)`]
    : shown;
}

function verdict(exchanges: readonly Exchange[], problems: readonly DhcpProblem[], paint: Paint): readonly string[] {
  if (exchanges.length === 0) return ['', 'No DHCP exchange is in this capture.'];
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return ['', `${paint(['green', 'bold'], 'HEALTHY')}: no exchange failed.`];
  const kinds = [...new Set(errors.map(({ kind }) => kind))].join(', ');
  return ['', `${paint(['red', 'bold'], 'FAILING')}: ${kinds}.`];
}
