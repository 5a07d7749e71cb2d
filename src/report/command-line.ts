import { quoted } from '../host/shell-words.ts';
import { printableLine } from './printable.ts';

/** A word as a POSIX shell has to see it, in characters that show on a terminal and can be copied from there. */
export function quoteWord(word: string): string {
  if (printableLine(word) === word) return quoted(word);
  // A shell cuts the newlines off the end of what a command prints.
  const [, text = '', newlines = ''] = word.match(/^(.*?)(\n*)$/s) ?? [];
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
    .replace(/^-|[^ -~]/gu, inOctal);
  return `"$(printf ${quoted(escaped)})"${newlines === '' ? '' : quoted(newlines)}`;
}

const inOctal = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/**
 * A command that can be copied into a shell, broken into lines of `width` with continuations. Runs of words that
 * belong together (`--`, then one sub-command) are broken like all others: the shell joins the lines.
 */
export const commandLines = (argv: readonly string[], width: number): readonly string[] =>
  linesOf(argv.map(quoteWord), width);

/** The same on one line, however long. */
export const commandLine = (argv: readonly string[]): string => argv.map(quoteWord).join(' ');

/** The same of a line that a shell takes as it is: it is broken at spaces outside of quotes only. */
export const brokenLine = (line: string, width: number): readonly string[] =>
  linesOf(line.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [], width);

function linesOf(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || longer.length + 2 <= width) {
      line = longer;
    } else {
      lines.push(`${line} \\`);
      line = `    ${word}`;
    }
  }
  return [...lines, line];
}
