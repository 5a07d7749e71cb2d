/** One of several answers. */
export interface Choice<T> {
  readonly label: string;
  readonly value: T;
  /** What stays on the screen once it is chosen; by default the label. */
  readonly short?: string;
  /** Shown below while the answer is highlighted. */
  readonly hint?: string;
  /** Further words by which it is found. */
  readonly words?: readonly string[];
}

/** What stays on the screen of an answer that is a secret. */
export const hiddenAnswer = '(hidden)';

/** How the wizard asks. Every question can be answered by keys alone, and left for the one before: then it throws `Back`. */
export interface Asker {
  /** A few answers, the first of them the likely one. */
  choose<T>(question: string, choices: readonly Choice<T>[]): Promise<T>;
  /** A choice with consequences: its first answer is the harmless one, and no key counts that was pressed before. */
  decide<T>(question: string, choices: readonly Choice<T>[]): Promise<T>;
  /** Many answers, found by typing a part of one. */
  find<T>(question: string, choices: readonly Choice<T>[]): Promise<T>;
  type(question: string, suggestion: string): Promise<string>;
  /** A secret: nothing of it is shown, neither while it is typed nor afterwards. */
  hide(question: string): Promise<string>;
  /** A text of many lines, up to the end of file (Ctrl-D). */
  paste(question: string): Promise<string>;
  close(): void;
}

/** The user pressed Ctrl-C, or the terminal went away. */
export class Interrupted extends Error {
  constructor(cause?: unknown) {
    super('interrupted', { cause });
    this.name = 'Interrupted';
  }
}

/** The user takes back the answer before this question. */
export class Back extends Error {
  constructor() {
    super('back');
    this.name = 'Back';
  }
}

/** Asks a question, or does what needs no asking; whether it asked. */
export type Step = () => Promise<boolean>;

/** Questions in turn, of which each answer can be taken back; `Back` at the first is thrown on, to what was asked before. */
export class Turn {
  readonly #steps: readonly Step[];
  readonly #asked: number[] = [];

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  run(): Promise<void> {
    return this.#from(0);
  }

  /** Takes back the last answer and asks from there on; false where nothing was asked. */
  async back(): Promise<boolean> {
    const last = this.#asked.pop();
    if (last !== undefined) await this.#from(last);
    return last !== undefined;
  }

  async #from(start: number): Promise<void> {
    for (let index = start; ; ) {
      const step = this.#steps[index];
      if (step === undefined) return;
      try {
        if (await step()) this.#asked.push(index);
        index += 1;
      } catch (error) {
        if (!(error instanceof Back)) throw error;
        const last = this.#asked.pop();
        if (last === undefined) throw error;
        index = last;
      }
    }
  }
}

/** Asks until there is an answer: where there is nothing to go back to. */
export async function withoutBack<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Back)) throw error;
    }
  }
}
