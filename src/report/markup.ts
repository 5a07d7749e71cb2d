import { printable } from './printable.ts';

export type Attributes = Readonly<Record<string, string | number>>;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Text from a host within XML or HTML. XML has no room at all for halves of characters and for two that are none (XML 1.0,
 * Char).
 */
export const escaped = (words: string): string =>
  printable(words)
    .replace(/[\p{Surrogate}\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"]/g, (character) => entities[character] ?? '');

/** An element around content that is markup already. */
export function element(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const start = startOf(name, attributes);
  return content.length === 0 ? `<${start}/>` : `<${start}>${content.join('\n')}</${name}>`;
}

/** The same where line breaks would show, as in `pre`, and where HTML knows no empty elements. */
export const inline = (name: string, attributes: Attributes, ...content: readonly string[]): string =>
  `<${startOf(name, attributes)}>${content.join('')}</${name}>`;

const startOf = (name: string, attributes: Attributes): string =>
  [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(String(value))}"`)].join(' ');
