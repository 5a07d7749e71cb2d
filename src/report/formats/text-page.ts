import { styleText } from 'node:util';
import { wrapAnsi } from 'fast-wrap-ansi';
import { hanging, printableLine, wrapped } from '../printable.ts';
import { narrowest, type RenderContext } from './format.ts';

/*
 * A page of text: how wide it is, how it is painted, and how its lines are broken.
 */

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** What all parts of a page need. */
export interface Page extends RenderContext {
  readonly paint: Paint;
  /** A text that leads to the page of a check, as terminals have it (OSC 8). */
  link(check: string, text: string): string;
}

/** The page that a report is to be written on. */
export function pageOf(context: RenderContext): Page {
  const paint: Paint = (style, text) => (context.hasColor ? styleText(style, text) : text);
  const link = (check: string, text: string) => {
    const url = context.linkOf?.(check);
    return url === undefined ? text : `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
  };
  return { ...context, width: Math.max(narrowest, context.width), paint, link };
}

/** Wraps words at the width of the page, every line behind `indent` spaces. */
export function paragraph(text: string, indent: number, { width }: Pick<Page, 'width'>): readonly string[] {
  const wrapped = wrapAnsi(printableLine(text), width - indent, { hard: true });
  return wrapped.split('\n').map((line) => `${' '.repeat(indent)}${line}`);
}

/**
 * A line as a tool printed it. It keeps its own indent unless a word, such as one with a UUID, would be cut; where it is
 * folded, the rest hangs below its beginning, or it would look like another line.
 */
export function quoted(line: string, indent: number, page: Pick<Page, 'width'>): readonly string[] {
  const own = Math.min(line.length - line.trimStart().length, 16);
  const text = printableLine(line.trim());
  if (indent + own + text.length <= page.width) return [`${' '.repeat(indent + own)}${text}`];
  const longest = Math.max(...text.split(' ').map((word) => word.length));
  const begin = Math.max(leastIndent, Math.min(indent + own, page.width - longest - foldedBy));
  return hanging(' '.repeat(begin), text, begin + foldedBy, page.width);
}

const leastIndent = 4;
const foldedBy = 2;

/** A paragraph behind a mark. */
export const behind = (mark: string, text: string, { width }: Pick<Page, 'width'>): readonly string[] =>
  wrapped(mark, text, width);

/** Of the column before the rows of a finding. */
export const labelWidth = 12;

/** The word before a row of a finding. */
export const label = (word: string, { paint }: Page): string => paint('dim', `  ${word.padEnd(labelWidth - 2)}`);

/** A row of a finding: its label, and text that is wrapped beside it. */
export function row(word: string, text: string, page: Page): readonly string[] {
  const [first = '', ...rest] = paragraph(text, labelWidth, page);
  return [`${label(word, page)}${first.trimStart()}`, ...rest];
}

/** How many items were left out. */
export const more = (left: number): readonly string[] => (left > 0 ? [`    … ${left} more (--verbose)`] : []);

/** The colour of a verdict. */
export const verdictStyles = { healthy: 'green', degraded: 'yellow', incomplete: 'yellow', failing: 'red' } as const;
