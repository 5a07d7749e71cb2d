import { styleText } from 'node:util';
import { wrapAnsi } from 'fast-wrap-ansi';
import { printableLine } from '../printable.ts';
import { narrowest, type RenderContext } from './format.ts';

/*
 * A page of text: how wide it is, how it is painted, and how its lines are broken.
 */

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** What all parts of a page need. */
export interface Page extends RenderContext {
  readonly paint: Paint;
}

/** The page that a report is to be written on. */
export const pageOf = (context: RenderContext): Page => ({
  ...context,
  width: Math.max(narrowest, context.width),
  paint: (style, text) => (context.hasColor ? styleText(style, text) : text),
});

/** Wraps words at the width of the page, every line behind `indent` spaces. */
export function paragraph(text: string, indent: number, { width }: Pick<Page, 'width'>): readonly string[] {
  const wrapped = wrapAnsi(printableLine(text), width - indent, { hard: true });
  return wrapped.split('\n').map((line) => `${' '.repeat(indent)}${line}`);
}

/** A line as a tool printed it, which keeps its own indent. */
export function quoted(line: string, indent: number, page: Pick<Page, 'width'>): readonly string[] {
  const own = Math.min(line.length - line.trimStart().length, 16);
  return paragraph(line.trim(), indent + own, page);
}

/** A paragraph behind a mark. */
export function hanging(mark: string, text: string, page: Pick<Page, 'width'>): readonly string[] {
  const [first = '', ...rest] = paragraph(text, mark.length, page);
  return [`${mark}${first.trimStart()}`, ...rest];
}

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
