import type { Check } from '../../engine/check.ts';
import type { NamedFormat } from '../formats/format.ts';
import { toJson } from '../json.ts';
import type { Difference } from './diff.ts';
import { renderDifference } from './text.ts';

interface DiffContext {
  /** Columns of the page. */
  readonly width: number;
  readonly checks: readonly Check[];
}

interface DiffFormat extends NamedFormat {
  render(difference: Difference, context: DiffContext): string | Promise<string>;
}

/** The formats of `qdoctor diff`. */
export const diffFormats: readonly DiffFormat[] = [
  { name: 'text', isForTerminal: true, render: (difference, { width }) => renderDifference(difference, width) },
  { name: 'json', isForTerminal: true, render: (difference) => toJson(difference) },
  {
    name: 'html',
    isForTerminal: false,
    render: async (difference, { checks }) => (await import('./html.ts')).renderDifferenceHtml(difference, checks),
  },
];
