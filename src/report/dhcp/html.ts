import { counted } from '../../words.ts';
import { list, type Markup, page, section, table } from '../html/page.ts';
import { element, escaped, inline } from '../markup.ts';
import type { DhcpWriter } from './output.ts';
import { clock, exchangeWords, framesWords, marksOf, says, typeName, verdictOf, weightOf } from './words.ts';

/*
 * The DHCP in a capture as a web page: the verdict and the problems first, then each exchange, and last the packets.
 */

/** A page with more is no page that anyone reads. */
const mostPackets = 1000;

const verdictStyles = { FAILING: 'failing', HEALTHY: 'healthy', INCOMPLETE: 'incomplete', NONE: 'incomplete' } as const;
const markOf = {
  good: ['pass', '✓'],
  unclear: ['unknown', '?'],
  bad: ['fail', '✗'],
  error: ['fail', '✗'],
  warning: ['warn', '!'],
  note: ['skipped', '–'],
} as const;

const marked = (weight: keyof typeof markOf, words: string): string =>
  inline('span', { class: `mark ${markOf[weight][0]}` }, `${markOf[weight][1]} ${escaped(words)}`);

/** A writer that keeps what it is given: the page begins with what is known only at the end. */
export function dhcpHtmlWriter(): DhcpWriter {
  const rows: Markup[] = [];
  let count = 0;
  return {
    packet(packet) {
      count += 1;
      if (rows.length >= mostPackets) return '';
      const { frame, time, clientMac, xid } = packet;
      const words = [says(packet).trim(), ...marksOf(packet).map((mark) => `[${mark}]`)].filter(Boolean).join(' ');
      rows.push([String(frame), clock(time).trim(), typeName(packet), clientMac ?? '-', xid, words].map(escaped));
      return '';
    },
    end({ exchanges, problems }, skipped) {
      const { word, about } = verdictOf(exchanges, problems, skipped);
      const left = count - rows.length;
      return page(`DHCP: ${word === 'NONE' ? about : `${word}, ${about}`}`, [
        element('header', {}, [
          inline(
            'h1',
            {},
            ...(word === 'NONE' ? [] : [inline('span', { class: `verdict ${verdictStyles[word]}` }, word), ' ']),
            escaped(about),
          ),
          list('ul', [
            counted(count, 'packet'),
            counted(exchanges.length, 'exchange'),
            counted(problems.length, 'problem'),
          ]),
        ]),
        ...part('Problems', problems, () =>
          list(
            'ul',
            problems.map(
              ({ kind, severity, summary, frames }) =>
                `${marked(severity, summary)} (${inline('code', {}, escaped(kind))}, ${framesWords(frames)})`,
            ),
          ),
        ),
        ...part('Exchanges', exchanges, () =>
          table(
            ['client', 'xid', 'outcome', 'address', 'took', 'packets'],
            exchanges.map((exchange) => {
              const { address, lasted, frames } = exchangeWords(exchange);
              return [
                escaped(exchange.clientMac ?? '-'),
                escaped(exchange.xid),
                marked(weightOf(exchange.outcome), exchange.outcome),
                ...[address, lasted ?? '', frames].map(escaped),
              ];
            }),
          ),
        ),
        ...part('Packets', rows, () =>
          [
            table(['frame', 'time', 'type', 'client', 'xid', 'what it says'], rows),
            left === 0 ? [] : inline('p', {}, `${left} more: --format json`),
          ]
            .flat()
            .join('\n'),
        ),
        ...part('Not read, or not to the end', skipped, () =>
          list(
            'ul',
            skipped.slice(0, mostPackets).map(({ frame, reason }) => escaped(`frame ${frame}: ${reason}`)),
          ),
        ),
      ]);
    },
  };
}

const part = (title: string, items: readonly unknown[], content: () => string): Markup =>
  items.length === 0 ? [] : [section(title, [content()])];
