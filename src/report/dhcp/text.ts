import { styleText } from 'node:util';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { DhcpFacts } from '../../packets/dhcp-packet.ts';
import type { DhcpExamination } from '../../packets/exchanges/examine.ts';
import type { Exchange } from '../../packets/exchanges/exchange.ts';
import type { DhcpProblem } from '../../packets/exchanges/problem.ts';
import type { Skipped } from '../../packets/read-dhcp.ts';
import { printable, printableLine } from '../printable.ts';
import type { DhcpWriter } from './output.ts';
import { clock, exchangeWords, framesWords, marksOf, says, typeName, verdictOf, weightOf } from './words.ts';

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
  const { frame, time, clientMac, xid, udpChecksum, isChecksumLeftOut } = packet;
  const name = typeName(packet);
  const cells = `${String(frame).padStart(5)} ${paint('dim', clock(time))} ${paint(typeStyle(name), name.padEnd(8))} ${clientMac ?? '-'.padEnd(17)} ${paint('dim', xid)}${says(packet)}`;
  const style = isChecksumLeftOut ? 'dim' : udpChecksum === 'bad' ? 'yellow' : undefined;
  const marks = marksOf(packet).map((mark) =>
    style !== undefined && mark.includes('udp cksum') ? paint(style, mark) : mark,
  );
  return marks.length === 0 ? cells : `${cells} [${marks.join('] [')}]`;
}

const typeStyle = (name: string): Parameters<typeof styleText>[0] =>
  name === 'NAK' || name === 'DECLINE' ? 'red' : name === 'ACK' ? 'green' : 'bold';

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

function exchangeLine(exchange: Exchange, paint: Paint): string {
  const { clientMac, xid, outcome } = exchange;
  const style = weightOf(outcome) === 'good' ? 'green' : weightOf(outcome) === 'unclear' ? 'yellow' : 'red';
  const { address, lasted, frames } = exchangeWords(exchange);
  const time = lasted === undefined ? '' : ` ${lasted},`;
  return ` ${clientMac ?? '-'.padEnd(17)} ${paint('dim', xid)} ${paint(style, outcome.padEnd(17))} ${address.padEnd(15)}${time} ${frames}`;
}

const signs = { error: ['red', '✗'], warning: ['yellow', '!'], note: ['dim', '-'] } as const;

function problemLines(
  { kind, severity, summary: text, frames }: DhcpProblem,
  paint: Paint,
  width: number,
): readonly string[] {
  const [style, sign] = signs[severity];
  const where = `[${kind}, ${framesWords(frames)}]`;
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

const verdictStyles = { FAILING: 'red', HEALTHY: 'green', INCOMPLETE: 'yellow', NONE: 'reset' } as const;

function verdict(
  exchanges: readonly Exchange[],
  problems: readonly DhcpProblem[],
  skipped: readonly Skipped[],
  paint: Paint,
): readonly string[] {
  const { word, about } = verdictOf(exchanges, problems, skipped);
  return ['', word === 'NONE' ? about : `${paint([verdictStyles[word], 'bold'], word)}: ${about}`];
}
