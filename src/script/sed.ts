import { harmlessArgument, lineOfInterest, otherPrograms, programOfInterest, secretsInLines } from '../host/redact.ts';

/**
 * A pattern as an extended regular expression (POSIX.1, 9.4), which takes `\b` besides in the tools of GNU and BusyBox.
 * Bounds that only keep JavaScript's time linear are left out: they cost these tools theirs.
 */
export const extended = ({ source }: RegExp): string =>
  source
    .replace(/\[(\^?)((?:\\.|[^\]\\])*)\]|\(\?:|\\(.)/g, (all, not: string, set?: string, escaped?: string) => {
      if (set !== undefined) return bracketed(not, set);
      return escaped === undefined ? '(' : (classes[escaped] ?? (escaped === '/' ? '/' : all));
    })
    .replace(/\{0,\d\d+\}/g, '*')
    .replace(/\{1,\d\d+\}/g, '+');

/** The number that the first group of a pattern has in its extended form, in which every group counts. */
export const groupNumber = ({ source }: RegExp): number =>
  [...(source.match(/^(?:\\.|\[(?:\\.|[^\]])*\]|\(\?:|[^([\\])*/)?.[0] ?? '').matchAll(/\(\?:/g)].length + 1;

const classes: Readonly<Record<string, string>> = {
  s: '[[:space:]]',
  S: '[^[:space:]]',
  w: '[[:alnum:]_]',
  d: '[0-9]',
};

const inBrackets: Readonly<Record<string, string>> = { s: '[:space:]', d: '0-9', w: '[:alnum:]_', n: '', t: '\t' };

/** A backslash means itself there, and a `]` has to be the first; lines hold no line ends. */
function bracketed(not: string, set: string): string {
  const inside = set.replace(/\\(.)/g, (_, escaped: string) => inBrackets[escaped] ?? `\\${escaped}`);
  const plain = inside.replaceAll('\\\\', '\\');
  const isFirst = plain.includes('\\]');
  const rest = plain.replaceAll('\\]', '');
  return rest === '' && !isFirst ? '.' : `[${not}${isFirst ? ']' : ''}${rest}]`;
}

const key = '-----BEGIN [A-Z ]*PRIVATE KEY-----';

function substitution([pattern, replacement]: readonly [pattern: RegExp, replacement: string]): string {
  return `s~${extended(pattern)}~${replacement.replace('$1', '\\1')}~g${pattern.flags.includes('i') ? 'I' : ''}`;
}

/** What `redact` does, as a program for `sed -E`; of private keys only the first line is left. */
export const redactionProgram: string = [
  `s~(${key})[^-]*-----END [A-Z ]*-----~\\1(redacted)~g`,
  `/${key}([^(]|$)/,/-----END [A-Z ]*-----/{`,
  `s~(${key}).*~\\1(redacted)~`,
  't',
  'd',
  '}',
  ...secretsInLines.map(substitution),
].join('\n');

const mark = '\u0001';

/**
 * The same for what `ps` prints, of which less is kept: `redactProcess`, with a mark that moves over the arguments one by
 * one.
 */
export const processRedactionProgram: string = [
  `\\~${extended(lineOfInterest)}~!{`,
  ...otherPrograms.map((pattern) => substitution([pattern, '$1'])),
  'b patterns',
  '}',
  `s~${extended(programOfInterest)}~\\1${mark}~`,
  's~$~ ~',
  ':argument',
  `s~${mark}([ \t]+)~\\1${mark}~`,
  `s~${mark}((${extended(harmlessArgument)})[ \t])~\\1${mark}~`,
  't argument',
  `s~${mark}[^ \t]+~(redacted)${mark}~`,
  't argument',
  `s~${mark}~~`,
  's~ $~~',
  ':patterns',
  redactionProgram,
].join('\n');
