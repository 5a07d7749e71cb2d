/** One of several answers. */
export interface Choice<T> {
  readonly label: string;
  readonly value: T;
  /** What stays on the screen once it is chosen; by default the label. */
  readonly short?: string;
  /** A word more, shown while the answer is looked at. */
  readonly hint?: string;
}

/** How the wizard asks. Every question can be answered by keys alone. */
export interface Asker {
  /** A few answers, the first of them the likely one. */
  choose<T>(question: string, choices: readonly Choice<T>[]): Promise<T>;
  /** Many answers, found by typing a part of one. */
  find<T>(question: string, choices: readonly Choice<T>[]): Promise<T>;
  type(question: string, suggestion: string): Promise<string>;
  close(): void;
}

/** The user pressed Ctrl-C, or the terminal went away. */
export class Interrupted extends Error {
  constructor(cause?: unknown) {
    super('interrupted', { cause });
    this.name = 'Interrupted';
  }
}
