import { wrapAnsi } from 'fast-wrap-ansi';

/** A sentence behind a mark, its further lines below its first word. */
export const wrapped = (mark: string, text: string, width: number): readonly string[] =>
  hanging(mark, text, mark.length, width);

/** A sentence behind a mark, its further lines behind `indent` spaces. */
export function hanging(mark: string, text: string, indent: number, width: number): readonly string[] {
  const lines = wrapAnsi(printableLine(text), width - Math.max(indent, mark.length), { hard: true }).split('\n');
  return lines.map((line, index) => `${index === 0 ? mark : ' '.repeat(indent)}${line}`);
}

/**
 * Text from a host, safe for a terminal: control characters, which could move the cursor, recolour or rewrite what was
 * said before, become visible escapes. So do the marks that reverse the direction of writing.
 */
export const printable = (text: string): string => text.replace(unprintable, visible);

/** The same for a name or a sentence, which has no lines of its own. */
export const printableLine = (text: string): string => printable(text).replace(/[\t\n]/g, visible);

// C0 but tab and newline, DEL, C1, Unicode's line separators, bidirectional controls, and what has no width or no shape at
// all: soft hyphens, joiners, fillers of Hangul and Khmer, variation selectors, tags.
const invisible = String.raw`\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}`;
const unprintable = new RegExp(String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f${invisible}]`, 'gu');

/** What JSON leaves raw, and a terminal would obey or not show. */
export const unprintableInJson = new RegExp(String.raw`[\u007f-\u009f${invisible}]`, 'gu');

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 256) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
