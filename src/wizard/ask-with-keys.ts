import { setTimeout as sleep } from 'node:timers/promises';
import { styleText } from 'node:util';
import { wrapAnsi } from 'fast-wrap-ansi';
import inquirer from 'inquirer';
import { printableLine } from '../report/printable.ts';
import { type Asker, Back, type Choice, hiddenAnswer, Interrupted } from './ask.ts';
import { pastedIntoTerminal } from './paste.ts';
import { screenWidth } from './screen.ts';

/** Questions answered with the arrow keys, and by typing where there is much to choose from. */
export function askWithKeys(interrupt: AbortSignal, hasColor: boolean): Asker {
  const theme = hasColor ? colorTheme : plainTheme;
  const answered = (question: string, answer: string) => {
    const shownAnswer = hasColor ? styleText('cyan', printableLine(answer)) : printableLine(answer);
    const line = `${theme.prefix} ${hasColor ? styleText('bold', question) : question} ${shownAnswer}`;
    process.stdout.write(`${wrapAnsi(line, screenWidth(), { hard: true })}\n`);
  };
  const answerOf = async <T>(question: { readonly message: string }, wordsOf: (answer: T) => string): Promise<T> => {
    const leave = leaveOnBack();
    const signal = AbortSignal.any([interrupt, leave.signal]);
    // What stays of a question is written here: one that is left leaves nothing.
    const ask = inquirer.createPromptModule({ signal, clearPromptOnDone: true });
    try {
      const { answer } = await ask([{ name: 'answer', theme, ...question } as never]);
      answered(question.message, wordsOf(answer as T));
      return answer as T;
    } catch (error) {
      if (leave.signal.aborted && !interrupt.aborted) throw new Back();
      // Inquirer has an error for each way in which a question can be left.
      if (error instanceof Error && /^(?:Exit|Abort|Cancel)PromptError$/.test(error.name)) throw new Interrupted(error);
      throw error;
    } finally {
      leave.release();
    }
  };
  const choose = <T>(message: string, choices: readonly Choice<T>[]): Promise<T> =>
    answerOf(
      { type: 'select', message, choices: choices.map(shown), loop: false, pageSize: 12 } as never,
      shortOf(choices),
    );
  return {
    choose,
    decide: async (message, choices) => {
      await discardTypedAhead();
      return choose(message, choices);
    },
    find: (message, choices) =>
      answerOf(
        {
          type: 'search',
          message: `${message} (type to search)`,
          pageSize: 10,
          source: (sought: string | undefined) => matching(choices, sought ?? '').map(shown),
        } as never,
        shortOf(choices),
      ),
    type: (message, suggestion) =>
      answerOf<string>(
        { type: 'input', message: `${message} (Esc: back)`, default: suggestion } as never,
        (text) => text,
      ),
    hide: (message) =>
      answerOf<string>(
        { type: 'password', message: `${message} (Esc: back)`, mask: false } as never,
        () => hiddenAnswer,
      ),
    paste: (question) => {
      process.stdout.write(`${question}\n`);
      return pastedIntoTerminal(interrupt);
    },
    close: () => undefined,
  };
}

const shortOf =
  <T>(choices: readonly Choice<T>[]) =>
  (answer: T): string => {
    const choice = choices.find(({ value }) => value === answer);
    return choice?.short ?? choice?.label ?? '';
  };

interface Key {
  readonly name?: string;
  readonly sequence?: string;
}

/** Esc leaves a question, and so does ← where it moves no cursor in what was typed. */
function leaveOnBack(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  let typed = 0;
  const onKey = (_text: unknown, { name = '', sequence = '' }: Key) => {
    if (name === 'escape' || (name === 'left' && typed === 0)) controller.abort();
    else if (name === 'backspace') typed = Math.max(0, typed - 1);
    else if (/^[^\p{Cc}]$/u.test(sequence)) typed += 1;
  };
  process.stdin.on('keypress', onKey);
  return { signal: controller.signal, release: () => process.stdin.off('keypress', onKey) };
}

const quietMs = 60;

/** Reads what was typed before a question, and drops it; but Ctrl-C is none of an answer. */
async function discardTypedAhead(): Promise<void> {
  const { stdin } = process;
  let isQuiet = false;
  const drop = (keys: Buffer | string) => {
    isQuiet = false;
    if (keys.toString().includes('\u0003')) process.kill(process.pid, 'SIGINT');
  };
  // Without raw mode, a line that has no end yet would come only later.
  stdin.setRawMode(true);
  stdin.on('data', drop).resume();
  while (!isQuiet) {
    isQuiet = true;
    await sleep(quietMs);
  }
  stdin.off('data', drop).pause();
  stdin.setRawMode(false);
}

const shown = <T>({ label, value, short, hint }: Choice<T>) => ({
  name: label,
  value,
  short: short ?? label,
  // Wrapped at words: the menu itself cuts at the last column, in the middle of a UUID.
  ...(hint === undefined ? {} : { description: wrapAnsi(hint, screenWidth()) }),
});

/** Those that have every word that was typed. */
export function matching<T>(choices: readonly Choice<T>[], sought: string): readonly Choice<T>[] {
  const wanted = sought.toLowerCase().split(/\s+/);
  return choices.filter(({ label, hint, words = [] }) => {
    const text = [label, hint ?? '', ...words].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

const same = (text: string): string => text;

type Keys = readonly (readonly [key: string, action: string])[];

const withBack = (keys: Keys): Keys => [...keys, ['Esc', 'back']];

const colorTheme = {
  prefix: styleText('cyan', '?'),
  style: {
    keysHelpTip: (keys: Keys) =>
      withBack(keys)
        .map(([key, action]) => `${styleText('bold', key)} ${styleText('dim', action)}`)
        .join(styleText('dim', ' • ')),
  },
};

const plainTheme = {
  prefix: '?',
  style: {
    answer: same,
    message: same,
    error: same,
    help: same,
    highlight: same,
    key: same,
    defaultAnswer: (text: string) => `(${text})`,
    description: same,
    disabled: same,
    searchTerm: same,
    keysHelpTip: (keys: Keys) =>
      withBack(keys)
        .map(([key, action]) => `${key} ${action}`)
        .join(', '),
  },
};
