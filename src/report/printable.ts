/**
 * Text from a host, safe for a terminal: control characters, which could move the cursor, recolour or rewrite what was
 * said before, become visible escapes. So do the marks that reverse the direction of writing.
 */
export const printable = (text: string): string => text.replace(unprintable, visible);

// C0 but tab and newline, DEL, C1, and Unicode's line separators and bidirectional controls.
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

function visible(character: string): string {
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
