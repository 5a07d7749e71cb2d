/**
 * Text from a host, safe for a terminal: control characters, which could move the cursor, recolour or rewrite what was
 * said before, become visible escapes. So do the marks that reverse the direction of writing.
 */
export const printable = (text: string): string => text.replace(unprintable, visible);

/** The same for a name or a sentence, which has no lines of its own. */
export const printableLine = (text: string): string => printable(text).replace(/[\t\n]/g, visible);

// C0 but tab and newline, DEL, C1, and Unicode's line separators, bidirectional controls and characters without width.
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

function visible(character: string): string {
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
