import { isEllipsis, unparsable, unsupportedCapture, wholeLines, withoutPrompts } from './lines.ts';

/**
 * `ip netns list`, with ` (id: 3)` or without. Seen with iproute2 ss111117 (2011) to 6.1.
 * A name is any file name: spaces, quotes, `$(…)` and escape sequences are part of it.
 */
export const parseNetnsList = (text: string): readonly string[] =>
  withoutPrompts(wholeLines(text), ['ip'])
    .filter((line) => line !== '')
    .map(nameOf);

function nameOf(line: string): string {
  if (isEllipsis(line)) throw unsupportedCapture(line);
  // iproute2 prints this between the names when an id can't be had.
  if (/^(Error: |RTNETLINK answers: )/.test(line)) throw unparsable('an error among the names', line);
  const name = line.replace(/ \(id: \d+\)$/, '');
  if (name.trim() === '' || name.includes('/') || Buffer.byteLength(name) > 255) throw unsupportedCapture(line);
  return name;
}
