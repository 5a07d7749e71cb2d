/** A word that a POSIX shell takes as it stands. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** A command as a POSIX shell takes it. */
export const shellLine = (words: readonly string[]): string => words.map(quoted).join(' ');
