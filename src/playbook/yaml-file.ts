import { readFileSync, statSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Place } from '../errors.ts';
import { fileReason } from '../files.ts';
import type { Problem } from './validation-issue.ts';

/** What a person writes is far below it; what a parser takes long for is above. */
const maxBytes = 256 * 1024;
const deepest = 40;
const maxAliases = 100;

export type YamlText = { readonly bytes: Buffer } | { readonly reason: string };

/**
 * Reads a file whole. A device or a pipe, which may never end, is not opened; what looks like a file and has no size, as
 * in /proc, may have no end either, and nobody writes a playbook there.
 */
export function readText(file: string): YamlText {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) return { reason: stat.isDirectory() ? 'it is a folder' : 'it is not a file' };
    if (stat.size > maxBytes) return { reason: `it has ${stat.size} bytes (limit: ${maxBytes})` };
    return { bytes: stat.size === 0 ? Buffer.alloc(0) : readFileSync(file) };
  } catch (error) {
    const reason = fileReason(error);
    if (reason === undefined) throw error;
    return { reason };
  }
}

/** The content of a YAML file, and where each part of it stands. */
export interface YamlFile {
  readonly content: unknown;
  /** Where the nearest thing to `path` stands that is there at all; with `key`, where that key of it stands. */
  placeOf(path: readonly PropertyKey[], key?: string): Place;
  /** What stands at `path`, if anything does. */
  valueAt(path: readonly PropertyKey[]): unknown;
}

/** Reads YAML 1.2 of the core schema: no merge keys, no dates, no tags of an application, few aliases. */
export function parseYaml(file: string, bytes: Buffer): YamlFile | readonly Problem[] {
  const lineCounter = new LineCounter();
  const placeAt = (offset: number): Place => {
    // An empty file has no lines, but a mistake in it has to stand somewhere.
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) {
    const before = text.slice(0, text.indexOf('\ufffd')).split('\n');
    const place = { file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
    return [{ place, message: 'Not valid UTF-8.', hint: 'Save the file as UTF-8.' }];
  }
  const tooDeep = depthMistake(text);
  if (tooDeep !== undefined) return [{ place: { file, ...tooDeep }, message: `Nesting is deeper than ${deepest}.` }];
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const mistakes = [...document.errors, ...document.warnings];
  if (mistakes.length > 0) {
    return mistakes.map(({ message, pos }) => ({ place: placeAt(pos[0]), message: `${message.replace(/\.$/, '')}.` }));
  }
  const surplus = aliasBeyond(document, maxAliases);
  if (surplus !== undefined) return [{ place: placeAt(surplus), message: `More than ${maxAliases} aliases.` }];
  const circle = circleIn(document);
  if (circle !== undefined) return [{ place: placeAt(circle), message: 'Recursive alias.' }];
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    // An alias that leads nowhere, or that multiplies without end, is found only when the content is put together.
    if (error instanceof Error) return [{ place: placeAt(0), message: `${error.message}.` }];
    throw error;
  }
  return {
    content,
    placeOf: (path, key) => placeAt(offsetOf(document, path, key)),
    valueAt: (path) => path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown>)?.[part], content),
  };
}

/** Where there is one alias more than a number of them: each is looked for in the whole document. */
function aliasBeyond(document: Document.Parsed, most: number): number | undefined {
  let count = 0;
  let found: number | undefined;
  visit(document, {
    Alias: (_key, alias) => {
      count += 1;
      if (count <= most) return undefined;
      found = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}

/** Where an alias leads back to what it stands in: content without an end. */
function circleIn(document: Document.Parsed): number | undefined {
  let found: number | undefined;
  visit(document, {
    Alias: (_key, alias, path) => {
      const target = alias.resolve(document);
      if (target === undefined || !path.includes(target)) return undefined;
      found = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}

/**
 * Where nesting gets so deep that a recursive parser could run out of stack: by brackets, by dashes and question marks
 * in one line, or by indentation. Brackets in texts count too, which costs nobody anything.
 */
function depthMistake(text: string): { line: number; column: number } | undefined {
  let brackets = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const indent = line.length - line.trimStart().length;
    const dashes = line.match(/^[\s?:-]*/)?.[0].replace(/\s/g, '').length ?? 0;
    if (indent > deepest * 8 || dashes > deepest) return { line: index + 1, column: 1 };
    for (const [column, character] of [...line].entries()) {
      if (character === '[' || character === '{') brackets += 1;
      if (character === ']' || character === '}') brackets = Math.max(0, brackets - 1);
      if (brackets > deepest) return { line: index + 1, column: column + 1 };
    }
  }
  return undefined;
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[], key?: string): number {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isNode(node)) return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1));
  const pair = isMap(node) ? node.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
  const place = isNode(pair?.key) ? pair.key : node;
  return place.range?.[0] ?? 0;
}
