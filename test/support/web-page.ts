import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { expect } from 'vitest';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

const walk = (node: Node): readonly Element[] => [
  ...('tagName' in node ? [node] : []),
  ...('childNodes' in node ? node.childNodes.flatMap(walk) : []),
];

/** The elements of a page, which a parser of HTML takes without an error. */
export function elementsOf(page: string): readonly Element[] {
  const errors: string[] = [];
  const document = parse(page, { onParseError: ({ code }) => errors.push(code), sourceCodeLocationInfo: true });
  expect(errors).toEqual([]);
  return walk(document);
}

/** The text in an element. */
export const textOf = (node: Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';

const isOutside = ({ name, value }: { readonly name: string; readonly value: string }) =>
  /^on|^(?:src|srcset|style|formaction)$/.test(name) || (name === 'href' && !value.startsWith('#'));

/** A page that is valid, has no script, asks for nothing from anywhere, and has one heading above all. */
export function expectStandsAlone(page: string): void {
  const elements = elementsOf(page);
  expect(elements.filter(({ tagName }) => /^(?:script|iframe|link|object|img|form)$/.test(tagName))).toEqual([]);
  expect(elements.flatMap(({ attrs }) => attrs.filter(isOutside))).toEqual([]);
  expect(elements.filter(({ tagName }) => tagName === 'h1')).toHaveLength(1);
  expect(elements.filter(({ tagName }) => tagName === 'main')).toHaveLength(1);
  // A screen reader reads the head of a column before each of its cells.
  expect(elements.filter((element) => element.tagName === 'th' && textOf(element).trim() === '')).toEqual([]);
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
}
