import type { Lines, ProcessLines, Source, WordList } from '../facts/word-list.ts';
import { quoted } from '../host/shell-words.ts';
import { extended, groupNumber } from './sed.ts';

/*
 * Word lists (src/facts/word-list.ts) for a shell: each becomes a command that prints the words, one a line. `running` and
 * `numbers` are functions of the collector.
 */

/** The shell's variable with the file of an answer. */
export const answerVariable = ({ id }: Source, command: string): string => `${id}_${command}`;

/** Text in double quotes, in which the only thing to be expanded is a variable of ours. */
export function expanded(text: string): string {
  if (!/^[\w./$ =,:@%+-]+$/.test(text)) throw new Error(`not plain enough for a shell: ${text}`);
  return `"${text}"`;
}

/** A command that prints the words of a list. */
export function wordsProgram(list: WordList): string {
  switch (list.kind) {
    case 'constant':
      return `printf '%s\\n' ${list.words.map(quoted).join(' ')}`;
    case 'found':
      return `${linesProgram(list.lines)} | ${foundProgram(list.pattern)}`;
    case 'pids':
      return `${runningProgram(list.lines)} | numbers`;
    case 'joined':
      return joinedProgram(list.lists.filter(({ kind }) => kind !== 'saved'));
    case 'saved':
      return ':';
    case 'without':
      return `{ ${wordsProgram(list.list)}; } | grep -vxF ${list.words.map((word) => `-e ${quoted(word)}`).join(' ')}`;
    case 'or-else':
      return `{ ${wordsProgram(list.list)} | grep . || ${wordsProgram(list.other)}; }`;
    case 'built':
      return `${wordsProgram(list.list)} | while read -r one; do printf '%s\\n' ${list.build('$one').map(expanded).join(' ')}; done`;
    case 'product':
      return `${wordsProgram(list.list)} | while read -r one; do ${wordsProgram(list.other)} | while read -r other; do say ${expanded(list.build('$one', '$other'))}; done; done`;
    case 'in-scope':
      return wordsProgram(list.list);
  }
}

const joinedProgram = (lists: readonly WordList[]): string => `{ ${lists.map(wordsProgram).join('; ')}; } | unique`;

function foundProgram(pattern: RegExp): string {
  const whole = extended(pattern);
  const isWholeLine = whole.startsWith('^') && whole.endsWith('$');
  const first = `sed -nE ${quoted(`s~${isWholeLine ? whole : `^${whole}$`}~\\${groupNumber(pattern)}~p`)}`;
  return isWholeLine ? first : `grep -oE -- ${quoted(whole)} | ${first}`;
}

function linesProgram(lines: Lines): string {
  if (lines.from === 'processes') return runningProgram(lines);
  const file = `"$${answerVariable(lines.fact, lines.command)}"`;
  return lines.splitAt === undefined ? `cat ${file}` : `tr ${quoted(lines.splitAt)} '\\n' <${file}`;
}

const runningProgram = ({ args, isFirstOnly }: ProcessLines): string =>
  `running ${quoted(extended(args).replace(/^\^/, ''))}${isFirstOnly === true ? ' | head -n 1' : ''}`;

/** The answers that a list is read from. */
export function answersIn(list: WordList): readonly string[] {
  switch (list.kind) {
    case 'constant':
    case 'saved':
    case 'pids':
      return [];
    case 'found':
      return list.lines.from === 'output' ? [answerVariable(list.lines.fact, list.lines.command)] : [];
    case 'joined':
      return list.lists.flatMap(answersIn);
    case 'without':
    case 'built':
    case 'in-scope':
      return answersIn(list.list);
    case 'or-else':
    case 'product':
      return [...answersIn(list.list), ...answersIn(list.other)];
  }
}
