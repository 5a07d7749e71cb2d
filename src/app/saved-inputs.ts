import type { Evidence } from '../engine/check.ts';
import { readingOf } from '../facts/result.ts';
import type { Host, SavedPlace } from '../host/host.ts';
import type { Report } from '../report/report.ts';

type Input = NonNullable<Report['inputs']>[number];

/** What became of each file of a recording by others, or of each output in a pasted text; undefined for other hosts. */
export const inputsOf = (host: Host): Report['inputs'] =>
  host.inputs?.()?.map(({ file, lines = null, command, partial, results, reason }): Input => {
    const readings = results.map(readingOf);
    const isUsed = results.length > 0 && (readings.includes(undefined) || readings.some((one) => one?.isRead === true));
    const lack = partial ?? readings.find((one) => one?.reason !== undefined)?.reason;
    return {
      file,
      lines: lines === null ? null : [...lines],
      readAs: command ?? null,
      used: isUsed,
      whole: command !== undefined && lack === undefined,
      reason: (isUsed ? lack : (reason ?? (results.length > 0 ? lack : 'no check needs it'))) ?? null,
    };
  });

/** Where a recording by others has what an evidence shows, and the lines as they stand there; undefined where it has not. */
export function placeOf(
  { command, output, about }: Evidence,
  places: readonly SavedPlace[],
): (Required<Pick<Evidence, 'output' | 'file'>> & Pick<Evidence, 'lines'>) | undefined {
  const wanted = new Set(output.split('\n').flatMap((line) => (line.trim().length > 8 ? line.trim() : [])));
  const exact = (line: string) => wanted.has(line.trim());
  const named = (line: string) => about !== undefined && isAbout(line, about);
  for (const isWanted of [exact, named]) {
    for (const place of places) {
      const own = place.text.split('\n');
      const found = own.flatMap((line, index) => (isWanted(line) ? [index] : []));
      if (found[0] !== undefined) return placed(place, found);
    }
  }
  const names = command.slice(1).filter((word) => /^[a-z][\w.-]*\d[\w.-]*$|^br-/.test(word));
  for (const name of names.toReversed()) {
    const pattern = new RegExp(`(?:^|[\\s"'])${escaped(name)}(?=$|[\\s"':@])`);
    for (const place of places) {
      const own = place.text.split('\n');
      const at = own.findIndex((line) => pattern.test(line));
      if (at !== -1) return placed(place, between(at, endOfBlock(own, at)), name);
    }
  }
  const [first] = places;
  // That nothing is there is shown by the whole of it.
  return first === undefined || about === undefined ? undefined : { file: first.file, output: '' };
}

/** Whether a line has all that is sought, in any order: parts are set apart by `.*`. */
export const isAbout = (line: string, about: string): boolean => about.split('.*').every((part) => line.includes(part));

const between = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The last of the lines below one that are further in than it. */
function endOfBlock(lines: readonly string[], at: number): number {
  const own = indentOf(lines[at] ?? '');
  const next = lines.findIndex((line, index) => index > at && indentOf(line) <= own);
  return next === -1 ? lines.findLastIndex((line) => line.trim() !== '') : next - 1;
}

function placed({ file, lines, text }: SavedPlace, at: readonly number[], name?: string): ReturnType<typeof placeOf> {
  // The first line of an output in a longer text is its prompt, unless it was known by its looks.
  const before = lines === undefined ? 0 : Math.max(0, lines[1] - text.trimEnd().split('\n').length);
  const own = text.split('\n');
  const [first = 0] = at;
  return {
    file,
    lines: [before + first + 1, before + (at.at(-1) ?? first) + 1],
    output: at.map((index) => smallest(own[index] ?? '', name)).join('\n'),
  };
}

/** Of a document on one line, the smallest object or list that has the name in it. */
function smallest(line: string, name: string | undefined): string {
  const at = name === undefined ? -1 : line.indexOf(`"${name}"`);
  if (at === -1) return line;
  let depth = 0;
  let start = at;
  for (; start > 0; start -= 1) {
    if (/[\]}]/.test(line.charAt(start - 1))) depth += 1;
    if (/[[{]/.test(line.charAt(start - 1)) && depth-- === 0) break;
  }
  let end = at;
  for (depth = 0; end < line.length; end += 1) {
    if (/[[{]/.test(line.charAt(end))) depth += 1;
    if (/[\]}]/.test(line.charAt(end)) && depth-- === 0) break;
  }
  return line.slice(Math.max(0, start - 1), end + 1);
}
