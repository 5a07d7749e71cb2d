/** A word of a rule. A quoted one is never an option, whatever it begins with. */
export interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Splits a rule as iptables-save prints it: words that need it stand in double quotes, with backslashes before `"` and `\`. */
export function splitWords(line: string): readonly Word[] {
  if (!line.includes('"')) {
    return line.split(' ').flatMap((text) => (text === '' ? [] : { text, isQuoted: false }));
  }
  const pieces = line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g);
  return [...pieces].map(([, quoted, plain]) =>
    quoted === undefined
      ? { text: plain ?? '', isQuoted: false }
      : { text: quoted.replace(/\\(.)/g, '$1'), isQuoted: true },
  );
}

/** One word as iptables-save prints it. */
export const spellWord = (word: string): string =>
  word !== '' && !/[\s"'\\]/.test(word) ? word : `"${word.replace(/["\\]/g, String.raw`\$&`)}"`;
