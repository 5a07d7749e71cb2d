import type { NamedFormat } from '../formats/format.ts';
import { toJson } from '../json.ts';
import { renderDot, renderMermaid } from './graph.ts';
import type { NetworkMap } from './map.ts';
import { renderMapText } from './text.ts';

interface MapFormat extends NamedFormat {
  /** `width`: columns of the page, for text. */
  render(map: NetworkMap, width: number): string | Promise<string>;
}

/** The formats of `qdoctor map`. */
export const mapFormats: readonly MapFormat[] = [
  { name: 'text', isForTerminal: true, render: renderMapText },
  { name: 'json', isForTerminal: true, render: (map) => toJson(map) },
  { name: 'mermaid', isForTerminal: true, render: renderMermaid },
  { name: 'dot', isForTerminal: true, render: renderDot },
  // With its layout library, which nothing else needs.
  { name: 'svg', isForTerminal: true, render: async (map) => (await import('./svg.ts')).renderSvg(map) },
];
