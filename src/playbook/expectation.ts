import { createRequire } from 'node:module';
import type { JSONPathEnvironment, JSONPathQuery } from 'json-p3';
import type { RE2JS } from 're2js';
import { CouldNotTell } from '../engine/check.ts';
import { refuseNoise } from '../facts/result.ts';
import type { Output } from '../topology/step-runs.ts';
import type { Expectation } from './steps/common.ts';
import { fillText, type Values } from './template.ts';

// Loaded at their first use: most runs have no step that needs them, and they are a fifth of the program.
const load = createRequire(import.meta.url);

let jsonPaths: JSONPathEnvironment | undefined;

/** Reads a path of RFC 9535; throws where it is none. */
export function jsonPath(path: string): JSONPathQuery {
  jsonPaths ??= safeJsonPaths();
  return jsonPaths.compile(path);
}

function safeJsonPaths(): JSONPathEnvironment {
  const library: typeof import('json-p3') = load('json-p3');
  const environment = new library.JSONPathEnvironment();
  // These two of RFC 9535 run regular expressions that can take for ever.
  environment.functionRegister.delete('match');
  environment.functionRegister.delete('search');
  return environment;
}

/** Reads a regular expression of RE2, which takes time in proportion to the text; throws where it is none. */
export function regularExpression(pattern: string): RE2JS {
  const { RE2JS: library }: typeof import('re2js') = load('re2js');
  return library.compile(pattern, library.MULTILINE);
}

/** What was found instead of what was expected; undefined where that is met. */
export function missed(expectation: Expectation, output: Output, values: Values): string | undefined {
  const found = foundBy(expectation, output);
  const isMet = found.length > 0 && found.every((one) => isAsExpected(expectation, one, values));
  if (isMet !== (expectation.not === true)) return undefined;
  return found.length === 0 ? 'nothing' : found.map(spell).join(', ');
}

/** The values that an expectation is about. */
function foundBy({ exit, lines, number, json, ...rest }: Expectation, output: Output): readonly unknown[] {
  const { exitCode, text } = output;
  if (exit !== undefined) return [exitCode];
  if (rest.answered !== undefined) return [answerWords(output)];
  if (rest.packets === true) return [output.packets];
  if (lines === true) return [text.split('\n').filter((line) => line.trim() !== '').length];
  if (number !== undefined) {
    const matcher = regularExpression(number).matcher(text);
    const word = matcher.find() ? matcher.group(1) : null;
    if (word === null || word.trim() === '' || Number.isNaN(Number(word))) {
      throw new CouldNotTell(`no number in the output matches '${number}'`);
    }
    return [Number(word)];
  }
  if (json !== undefined)
    return [
      ...jsonPath(json)
        .query(jsonOf(text) as never)
        .values(),
    ];
  return [text.trim()];
}

const anAnswer = 'an answer';
const answerWords = ({ answered, failure = 'no answer' }: Output): string => (answered === true ? anAnswer : failure);

/** No tool nests as deep; what walks through it does so step by step, and might not come to the end. */
const deepest = 100;

function jsonOf(text: string): unknown {
  if (isDeeper(text, deepest)) throw new CouldNotTell(`the output is nested deeper than ${deepest}`);
  try {
    return JSON.parse(text);
  } catch {
    throw new CouldNotTell('the output is not JSON');
  }
}

function isDeeper(text: string, most: number): boolean {
  const brackets = text.replace(/"(?:[^"\\]|\\.)*"/gs, '').replace(/[^[\]{}]+/g, '');
  let depth = 0;
  for (const bracket of brackets) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > most) return true;
  }
  return false;
}

function isAsExpected(expectation: Expectation, found: unknown, values: Values): boolean {
  const { answered, exit, contains, matches, equals, at_least: least, at_most: most } = expectation;
  const text = spell(found);
  if (exit !== undefined) return found === exit;
  if (answered !== undefined) return (found === anAnswer) === answered;
  if (contains !== undefined) return text.includes(fillText(contains, values));
  if (matches !== undefined) return regularExpression(matches).matcher(text).find();
  if (equals !== undefined) return text === filled(equals, values).trim();
  const isNumber = typeof found === 'number';
  if (least !== undefined && !(isNumber && found >= numberOf(least, values))) return false;
  return most === undefined || (isNumber && found <= numberOf(most, values));
}

const filled = (wanted: string | number | boolean, values: Values): string => fillText(String(wanted), values);

function numberOf(wanted: string | number, values: Values): number {
  const number = Number(filled(wanted, values));
  if (Number.isNaN(number)) throw new CouldNotTell(`'${filled(wanted, values)}' is not a number`);
  return number;
}

const spell = (found: unknown): string => (typeof found === 'string' ? found : JSON.stringify(found));

/** Throws where something has written into a command's output that no tool prints. */
export function refuseGarbled(text: string): void {
  try {
    refuseNoise(text);
  } catch (error) {
    throw new CouldNotTell((error as Error).message);
  }
}
