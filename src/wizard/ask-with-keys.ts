import { styleText } from 'node:util';
import inquirer from 'inquirer';
import { type Asker, type Choice, Interrupted } from './ask.ts';

/** Questions answered with the arrow keys, and by typing where there is much to choose from. */
export function askWithKeys(interrupt: AbortSignal, hasColor: boolean): Asker {
  const ask = inquirer.createPromptModule({ signal: interrupt });
  const theme = hasColor ? { prefix: styleText('cyan', '?') } : plainTheme;
  const answerOf = async <T>(question: object): Promise<T> => {
    try {
      const { answer } = await ask([{ name: 'answer', theme, ...question } as never]);
      return answer as T;
    } catch (error) {
      // Inquirer has an error for each way in which a question can be left.
      if (error instanceof Error && /^(?:Exit|Abort|Cancel)PromptError$/.test(error.name)) throw new Interrupted(error);
      throw error;
    }
  };
  return {
    choose: (message, choices) =>
      answerOf({ type: 'select', message, choices: choices.map(shown), loop: false, pageSize: 12 }),
    find: (message, choices) =>
      answerOf({
        type: 'search',
        message,
        pageSize: 10,
        source: (sought: string | undefined) => matching(choices, sought ?? '').map(shown),
      }),
    type: (message, suggestion) => answerOf({ type: 'input', message, default: suggestion }),
    close: () => undefined,
  };
}

const shown = <T>({ label, value, short, hint }: Choice<T>) => ({
  name: label,
  value,
  short: short ?? label,
  ...(hint === undefined ? {} : { description: hint }),
});

/** Those that have every word that was typed. */
export function matching<T>(choices: readonly Choice<T>[], sought: string): readonly Choice<T>[] {
  const words = sought.toLowerCase().split(/\s+/);
  return choices.filter(({ label, hint }) =>
    words.every((word) => `${label} ${hint ?? ''}`.toLowerCase().includes(word)),
  );
}

const same = (text: string): string => text;

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
    keysHelpTip: (keys: readonly (readonly [string, string])[]) =>
      keys.map(([key, action]) => `${key} ${action}`).join(', '),
  },
};
