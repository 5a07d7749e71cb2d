import { commandLine } from '../command-line.ts';
import { element, escaped, inline } from '../markup.ts';
import { styleSheet } from './style.ts';

/*
 * The frame of every page and its parts: a page stands alone, without a script, a font, or a request to anywhere (its own policy
 * forbids them), readable as a mail attachment, on paper and by a screen reader.
 */

/** Markup, each piece whole. */
export type Markup = readonly string[];

/** A whole page around parts that are markup already. */
export function page(title: string, ...parts: readonly Markup[]): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${styleSheet}</style>
</head>
<body>
${inline('main', {}, ...parts.flat())}
</body>
</html>
`;
}

export const section = (title: string, content: Markup): string =>
  element('section', {}, [inline('h2', {}, escaped(title)), ...content]);

export const list = (name: 'ul' | 'ol', items: Markup): string =>
  element(
    name,
    {},
    items.map((item) => inline('li', {}, item)),
  );

export const block = (text: string): string => inline('pre', { tabindex: 0 }, escaped(text));

/** One command a box: a click, or a triple one, takes all of it. */
export const commands = (all: readonly (readonly string[])[]): Markup =>
  all.map((argv) => inline('pre', { class: 'command', tabindex: 0 }, escaped(commandLine(argv))));

/** Terms and what there is to say of each. */
export type Rows = readonly (readonly [term: string, content: Markup])[];

export const terms = (rows: Rows): string =>
  element(
    'dl',
    {},
    rows.flatMap(([term, content]) => [inline('dt', {}, term), inline('dd', {}, ...content)]),
  );

export const table = (heads: readonly string[], rows: readonly Markup[]): string =>
  inline(
    'div',
    { class: 'wide', tabindex: 0, role: 'group', 'aria-label': 'table' },
    element('table', {}, [
      element('thead', {}, [
        element(
          'tr',
          {},
          heads.map((head) => inline('th', { scope: 'col' }, escaped(head))),
        ),
      ]),
      element(
        'tbody',
        {},
        rows.map((row) =>
          element(
            'tr',
            {},
            row.map((cell) => inline('td', {}, cell)),
          ),
        ),
      ),
    ]),
  );
