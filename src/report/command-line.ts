import { printableLine } from './printable.ts';

/**
 * A word as a POSIX shell has to see it, in characters that show on a terminal and can be copied from there.
 * @internal
 */
export function quoteWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (printableLine(word) === word) return inQuotes(word);
  // A shell cuts the newlines off the end of what a command prints.
  const [, text = '', newlines = ''] = word.match(/^(.*?)(\n*)$/s) ?? [];
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
    .replace(/^-|[^ -~]/gu, inOctal);
  return `"$(printf ${inQuotes(escaped)})"${newlines === '' ? '' : inQuotes(newlines)}`;
}

const inQuotes = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const inOctal = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/**
 * A command that can be copied into a shell, broken into lines of `width` with continuations. Runs of words that
 * belong together (`--`, then one sub-command) are broken like all others: the shell joins the lines.
 */
export function commandLines(argv: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of argv.map(quoteWord)) {
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
