import { createInterface } from 'node:readline/promises';
import { type Asker, type Choice, Interrupted } from './ask.ts';
import { matching } from './ask-with-keys.ts';

/** So many answers are read out at once. */
const mostAtOnce = 20;

/** Questions as numbered lines, answered with a line: for screen readers and simple terminals, nothing is redrawn. */
export function askPlainly(interrupt: AbortSignal): Asker {
  // Without raw mode the terminal itself edits the line, and Ctrl-C is a signal like everywhere else.
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  const gone = new AbortController();
  lines.on('close', () => gone.abort());
  const signal = AbortSignal.any([interrupt, gone.signal]);
  const ask = async (question: string): Promise<string> => {
    try {
      return (await lines.question(question, { signal })).trim();
    } catch (error) {
      if (signal.aborted) throw new Interrupted(error);
      throw error;
    }
  };
  const say = (text: string) => void process.stdout.write(`${text}\n`);
  const find = async <T>(question: string, choices: readonly Choice<T>[]): Promise<T> => {
    for (let left = choices; ; ) {
      say(question);
      for (const [index, { label, hint }] of left.slice(0, mostAtOnce).entries()) {
        say(`  ${index + 1}. ${label}`);
        // Of a long list it would be too much to listen to.
        if (hint !== undefined && choices.length < 4) say(`     ${hint}`);
      }
      if (left.length > mostAtOnce) say(`  and ${left.length - mostAtOnce} more`);
      const isLong = choices.length > 9;
      const answer = await ask(isLong ? 'Number, or words to search for [1]: ' : 'Number [1]: ');
      const chosen = left[answer === '' ? 0 : Number(answer) - 1];
      if (chosen !== undefined) return chosen.value;
      const found = matching(choices, answer);
      if (found.length === 0) say(`Nothing has "${answer}" in it.`);
      else left = found;
    }
  };
  return {
    choose: find,
    find,
    type: async (question, suggestion) =>
      (await ask(`${question}${suggestion === '' ? '' : ` [${suggestion}]`}: `)) || suggestion,
    close: () => lines.close(),
  };
}
