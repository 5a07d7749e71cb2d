import type { Difference } from './diff.ts';
import { renderDifference } from './diff-text.ts';
import type { NamedFormat } from './formats/format.ts';
import { toJson } from './json.ts';

interface DiffFormat extends NamedFormat {
  render(difference: Difference, width: number): string;
}

/** The formats of `qdoctor diff`. */
export const diffFormats: readonly DiffFormat[] = [
  { name: 'text', isForTerminal: true, render: renderDifference },
  { name: 'json', isForTerminal: true, render: toJson },
];
