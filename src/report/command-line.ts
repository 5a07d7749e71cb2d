/** A word as a POSIX shell has to see it. */
export const quoteWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

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
