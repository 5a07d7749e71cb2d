import { unprintableInJson } from './printable.ts';

/**
 * As JSON, on one line with an indent of 0; what JSON itself leaves raw (DEL, C1, what can't be seen) is escaped, so that it
 * can be shown on a terminal.
 */
export const toJson = (value: unknown, indent = 2): string =>
  `${JSON.stringify(value, null, indent).replace(unprintableInJson, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  )}\n`;
