import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { wrapAnsi } from 'fast-wrap-ansi';
import { printableLine } from '../report/printable.ts';
import { type Asker, Back, type Choice, hiddenAnswer, Interrupted } from './ask.ts';
import { matching } from './ask-with-keys.ts';
import { hiddenLine, pastedIntoTerminal } from './paste.ts';
import { screenWidth } from './screen.ts';

/** So many answers are read out at once. */
const mostAtOnce = 20;

const typedAheadMs = 60;

function answerIn(line: string): string {
  const answer = line.trim();
  if (answer.toLowerCase() === 'b' || answer.startsWith('\u001b')) throw new Back();
  return answer;
}

/** Questions as numbered lines, answered with a line: for screen readers and simple terminals, nothing is redrawn. */
export function askPlainly(interrupt: AbortSignal): Asker {
  // Without raw mode the terminal itself edits the line, and Ctrl-C is a signal like everywhere else.
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  const gone = new AbortController();
  lines.on('close', () => gone.abort());
  const signal = AbortSignal.any([interrupt, gone.signal]);
  const ask = async (question: string): Promise<string> => {
    try {
      return answerIn(await lines.question(question, { signal }));
    } catch (error) {
      if (signal.aborted) throw new Interrupted(error);
      throw error;
    }
  };
  const say = (text: string, indent = 0) => {
    const wrapped = wrapAnsi(printableLine(text), screenWidth() - indent, { hard: true }).split('\n');
    process.stdout.write(wrapped.map((line, index) => `${' '.repeat(index === 0 ? 0 : indent)}${line}\n`).join(''));
  };
  const find = async <T>(question: string, choices: readonly Choice<T>[]): Promise<T> => {
    for (let left = choices; ; ) {
      say(question);
      for (const [index, { label, hint }] of left.slice(0, mostAtOnce).entries()) {
        say(`  ${index + 1}. ${label}`, 5);
        // Of a long list it would be too much to listen to.
        if (hint !== undefined && choices.length < 4) say(`     ${hint}`, 5);
      }
      if (left.length > mostAtOnce) say(`  and ${left.length - mostAtOnce} more`);
      const isLong = choices.length > 9;
      const answer = await ask(isLong ? 'Number, search words, or b for back [1]: ' : 'Number, or b for back [1]: ');
      const chosen = left[answer === '' ? 0 : Number(answer) - 1];
      if (chosen !== undefined) return chosen.value;
      const found = matching(choices, answer);
      if (found.length === 0) say(`No match for "${answer}".`);
      else left = found;
    }
  };
  return {
    choose: find,
    // Lines that come while nothing is asked are dropped: whatever was typed before has come by then.
    decide: async (question, choices) => {
      await sleep(typedAheadMs);
      return find(question, choices);
    },
    find,
    type: async (question, suggestion) =>
      (await ask(`${question}, or b for back${suggestion === '' ? '' : ` [${suggestion}]`}: `)) || suggestion,
    hide: async (question) => {
      process.stdout.write(`${question}, or b for back: `);
      lines.pause();
      try {
        return answerIn(await hiddenLine(signal));
      } finally {
        process.stdout.write(`${hiddenAnswer}\n`);
        lines.resume();
      }
    },
    paste: async (question) => {
      say(question);
      lines.pause();
      try {
        return await pastedIntoTerminal(signal);
      } finally {
        lines.resume();
      }
    },
    close: () => lines.close(),
  };
}
