/*
 * What a terminal, a mail, a ticket or a web page adds to the output of a command. Nothing here knows a tool: after this
 * the text has the lines that a terminal showed.
 */

// ECMA-48: CSI sequences, OSC strings (titles, links), and the two-character escapes; as script(1) records them.
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[()*+][A-Z0-9]|[@-Z\\-_=>])/g;

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  amp: '&',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
  '#34': '"',
  '#160': ' ',
};

/** The text as a terminal showed it: without escapes, overwritten characters, HTML and invisible characters. */
export function cleanText(text: string): string {
  const plain = text
    .replace(/^\uFEFF/, '')
    .replace(escapes, '')
    .replace(/\r\n/g, '\n')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u00a0\u2007\u202f]/g, ' ');
  return (isHtml(plain) ? withoutHtml(plain) : plain).split('\n').map(withoutOverwriting).join('\n');
}

const leftOut =
  /^\s*[([<]?\s*(?:\.+|…+|⋮|。{2,}|．{2,}|·{2,}|(?:\.{2,}|…)?\s*(?:snip|cut|skipped|omitted|truncated|output omitted)\s*(?:\.{2,}|…)?)\s*[)\]>]?\s*$/i;

/** Whether a line stands for lines that somebody left out. */
export const isLeftOut = (line: string): boolean => leftOut.test(line);

/** Marks of a page or a mail around an output, and a sign that lines of it were left out. */
const marks =
  /[\u001b\u00a0\u2007\u202f\u201c\u201d\ufeff]|\r\n|^[ \t]*(?:```|~~~)|\.\.|…|⋮|。。|．．|··|^[ \t]*\.[ \t]*$|\b(?:snip|cut|skipped|omitted|truncated)\b/im;

/**
 * A saved output without what a page adds to it; `hasGaps` where its author left lines out. Each such place keeps a line
 * of its own, `...`: what stands behind it may belong to something that was left out.
 */
export function plainOutput(text: string): { readonly text: string; readonly hasGaps: boolean } {
  if (!marks.test(text)) return { text, hasGaps: false };
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(escapes, '')
    .replace(/\r\n/g, '\n')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u201c\u201d]/g, '"')
    .split('\n');
  const kept = lines.filter((line) => !/^\s*(?:```|~~~)\w*\s*$/.test(line));
  return { text: kept.map((line) => (isLeftOut(line) ? '...' : line)).join('\n'), hasGaps: lines.some(isLeftOut) };
}

/** A carriage return begins the line anew, a backspace takes a character back. */
function withoutOverwriting(line: string): string {
  if (!/[\r\u0007\u0008]/.test(line)) return line;
  const last = line.replace(/\r+$/, '').split('\r').at(-1) ?? '';
  if (!/[\u0007\u0008]/.test(last)) return last;
  const shown: string[] = [];
  for (const character of last) {
    if (character === '\u0008') shown.pop();
    else if (character !== '\u0007') shown.push(character);
  }
  return shown.join('');
}

const isHtml = (text: string): boolean =>
  /<(?:!doctype html|html|body|pre|code|p|div|br)(?:\s[^>]*|\s?\/)?>/i.test(text);

// Nobody's characters, which stand for the tags of blocks until the lines are known.
const blockTag = '\ue000';
const preformattedTag = '\ue001';
const isBlank = (text: string): boolean => text.trim() === '';

/** Preformatted parts keep their lines; of the rest only the text stays. Lines keep their numbers, unless a page has several blocks in one. */
function withoutHtml(text: string): string {
  return ['script', 'style', 'head']
    .reduce(withoutElement, text)
    .replace(/<\/?pre\b[^>]*>/gi, (tag) => preformattedTag + lineEndsIn(tag))
    .replace(
      /<\/?(?:p|div|li|ul|ol|h[1-6]|tr|table|blockquote|section|article)\b[^>]*>|<br\s*\/?>/gi,
      (tag) => blockTag + lineEndsIn(tag),
    )
    .replace(/<\/?(?:[a-z][a-z0-9-]*)(?:\s[^<>]*)?>/gi, (tag) => (isDeviceFlags(tag) ? tag : lineEndsIn(tag)))
    .split('\n')
    .flatMap(blocksOf)
    .join('\n')
    .replace(/&(#?\w{1,6});/g, (entity, name: string) => entities[name.toLowerCase()] ?? entity);
}

const lineEndsIn = (text: string): string => text.replace(/[^\n]/g, '');

/** The blocks in a line, with a blank line between them; the edge of preformatted text that stands alone becomes a fence. */
function blocksOf(line: string): readonly string[] {
  const blocks = line.split(/[\ue000\ue001]/).filter((block) => !isBlank(block));
  const [only = line.includes(preformattedTag) ? '```' : '', ...others] = blocks;
  return others.length === 0 ? [only] : blocks.flatMap((block, index) => (index === 0 ? [block] : ['', block]));
}

/** Without an element and what is in it, but for the line ends; one that does not end stays. */
function withoutElement(text: string, name: string): string {
  const [first = '', ...rest] = text.split(new RegExp(`<${name}\\b`, 'i'));
  const end = new RegExp(`</${name}\\s*>`, 'i');
  const pieces = rest.map((piece) => {
    const found = end.exec(piece);
    if (found === null) return `<${name}${piece}`;
    const behind = found.index + found[0].length;
    return lineEndsIn(piece.slice(0, behind)) + piece.slice(behind);
  });
  return [first, ...pieces].join('');
}

/** `<BROADCAST,UP>` of `ip link` and `<incomplete>` of `arp` are no tags. */
const isDeviceFlags = (tag: string): boolean => /^<(?:[A-Z][A-Z0-9_,-]*|incomplete|none|unknown)>$/.test(tag);

/**
 * Takes the mark of a quotation off (`> `, as in mails and Markdown) where a run of lines has it, or one between blank lines. A
 * prompt of `>` stands between lines without it.
 */
export function withoutQuotes(lines: readonly string[]): readonly string[] {
  const isQuoted = (line: string | undefined): boolean => line !== undefined && /^\s{0,3}>/.test(line);
  return lines.map((line, index) => {
    const beside = [lines[index - 1], lines[index + 1]];
    // What stands all alone is no prompt, which has its output below it.
    const isAlone = beside.every((other = '') => other.trim() === '');
    return isQuoted(line) && (isAlone || beside.some(isQuoted)) ? line.replace(/^\s{0,3}(?:> ?)+/, '') : line;
  });
}

/** The widths of terminals and printers at which people cut lines (`cut -c1-132`). */
const widths: ReadonlySet<number> = new Set([72, 76, 78, 79, 80, 100, 120, 128, 131, 132, 160, 200, 250]);

/** The column at which the lines of an output were cut: several end there, and none goes beyond. */
export function cutColumnOf(text: string): number | undefined {
  let longest = 0;
  let count = 0;
  for (const line of text.split('\n')) {
    if (line.length < longest) continue;
    count = line.length === longest ? count + 1 : 1;
    longest = line.length;
  }
  return widths.has(longest) && count > 2 ? longest : undefined;
}
