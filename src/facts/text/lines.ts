import { Excerpt, Unparsable } from '../known.ts';

/*
 * What the saved output of any tool has in common. An output ends with a line end: where the last one is missing,
 * the text was cut, and the last word of it (`tag: 1` of `tag: 12`) can't be trusted.
 */

/** The lines of a tool's output as they stand; a byte order mark and Windows line ends are taken away. */
export function wholeLines(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const rest = lines.pop();
  if (rest !== undefined && rest !== '') throw unparsable('the last line has no line end, so it may be cut', rest);
  return lines;
}

/** The lines that aren't blank, after the prompts with which somebody copied `tools` from a terminal. */
export const outputLines = (text: string, tools: readonly string[]): readonly string[] =>
  withoutPrompts(wholeLines(text), tools).filter((line) => line.trim() !== '');

// `stacker@dev01:~$ …`, `[root@x ~(keystone_admin)]# …`, `(venv) root@x:~# …`, `$ …`
const prompt = /^(?:\(\S+\) ?)?(?:\[?[\w.-]+@[^$#]*)?[$#]\s+\S/;

/** Nobody types longer lines. */
const longestTyped = 2000;

export function withoutPrompts(lines: readonly string[], tools: readonly string[]): readonly string[] {
  let hasPrompt = false;
  const start = lines.findIndex((line) => {
    const words = line.slice(0, longestTyped).split(/[\s/]+/);
    const isPrompt = prompt.test(line) && words.some((word) => tools.includes(word));
    hasPrompt ||= isPrompt;
    // A long command goes on in the next line, where the blog post breaks it: `… ip netns exec qdhcp-…⏎ifconfig`.
    return !(isPrompt || line.trim() === '' || (hasPrompt && tools.includes(words[0] ?? '')));
  });
  return start === -1 ? [] : lines.slice(start);
}

/**
 * Undoes what the source of a web page does to an output. For outputs that can't have `&lt;` or `&quot;` without a
 * bare `<` or `"` beside it.
 */
export function withoutEntities(text: string): string {
  if (/[<>"]/.test(text) || !/&(lt|quot);/.test(text)) return text;
  const characters: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };
  return text.replace(/&(lt|gt|quot|amp);/g, (entity, name: string) => characters[name] ?? entity);
}

/** `...`, `(...)`, `.`, `[…]`: somebody left lines out. */
export const isEllipsis = (line: string): boolean => /^[([<]?(\.+|…)[)\]>]?$/.test(line.trim());

export const unsupportedCapture = (line: string): Unparsable =>
  unparsable(isEllipsis(line) ? 'an excerpt: what is not in it may still exist' : 'a line is not understood', line);

/** With the line as evidence: short, and escaped so that it can't steer a terminal. */
export const unparsable = (reason: string, line: string): Unparsable =>
  new Unparsable(`${reason}: ${JSON.stringify(line.trim().slice(0, 60))}`);

/**
 * Reads a listing in which every line stands for itself: lines that were left out take no other along, and neither does
 * one that nobody understands.
 */
export const lineByLine =
  <T>(parse: (text: string) => readonly T[]) =>
  (text: string): readonly T[] | Excerpt<readonly T[]> => {
    const { kept, gap } = withoutGaps(text);
    try {
      const read = parse(kept);
      return gap === undefined ? read : new Excerpt(read, gap);
    } catch (error) {
      if (!(error instanceof Unparsable)) throw error;
      const read = kept.split('\n').flatMap((line) => readAlone(parse, `${line}\n`));
      if (read.length === 0) throw error;
      return new Excerpt(read, `an excerpt: ${error.message}`);
    }
  };

/** Reads a table with a heading: rows that were left out take no other along. */
export const rowByRow =
  <T>(parse: (text: string) => T) =>
  (text: string): T | Excerpt<T> => {
    const { kept, gap } = withoutGaps(text);
    const read = parse(kept);
    return gap === undefined ? read : new Excerpt(read, gap);
  };

function withoutGaps(text: string): { readonly kept: string; readonly gap: string | undefined } {
  const lines = text.split('\n');
  const kept = lines.filter((line) => !isEllipsis(line));
  return {
    kept: kept.join('\n'),
    gap: kept.length < lines.length ? 'an excerpt: lines of it were left out' : undefined,
  };
}

function readAlone<T>(parse: (text: string) => readonly T[], line: string): readonly T[] {
  try {
    return line.trim() === '' ? [] : parse(line);
  } catch (error) {
    if (error instanceof Unparsable) return [];
    throw error;
  }
}
