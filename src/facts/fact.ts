import type { Command, CommandResult, SavedText } from '../host/host.ts';
import type { Alternative } from './alternatives.ts';
import type { Known } from './known.ts';
import type { Source, WordList } from './word-list.ts';

/*
 * A fact is declared once: what it needs, its commands, its parser. What gathers the facts of a host (gather.ts), the
 * shell collector, the catalogue and the plan of a playbook all read the declaration.
 */

export interface Answer {
  readonly command: Command;
  readonly result: CommandResult;
}

export type Commands = Readonly<Record<string, Command>>;
export type Answers<Asked extends Commands> = { readonly [Name in keyof Asked]: Answer };

/** Several ways to learn the same, by what is learned from them. */
export type Texts = Readonly<Record<string, readonly Alternative<unknown>[]>>;
export type Learned<Asked extends Texts> = {
  readonly [Name in keyof Asked]: Asked[Name] extends readonly Alternative<infer T>[] ? Known<T> : never;
};

/** What a recording holds besides the outputs of commands. */
export interface Saved {
  /** Its outputs may have been cut. */
  readonly mayBeExcerpt: boolean;
  /** The namespaces of which outputs were saved. */
  readonly namespaces: readonly string[];
  /** Its copies of the files below some folders, where it has any. */
  copiesUnder(folders: readonly string[]): ReadonlyMap<string, string> | undefined;
  /** All its texts, none where it is no recording by others. */
  texts(): readonly SavedText[];
}

export type Needs = Readonly<Record<string, AnyFact>>;
export type ValueOf<F extends AnyFact> = F extends Fact<string, infer Value> ? Value : never;
export type ValuesOf<N extends Needs> = { readonly [Name in keyof N]: ValueOf<N[Name]> };

export type Lists = Readonly<Record<string, WordList>>;
export type WordsOf<L extends Lists> = { readonly [Name in keyof L]: readonly string[] };

/** What a parser may read besides the answers to its own commands. */
export interface Context<N extends Needs> {
  readonly needs: ValuesOf<N>;
  readonly saved: Saved;
  /** How a command of a fact that this one needs ended, where its value does not tell. */
  resultOf(fact: Source, command: string): CommandResult;
}

/** Other commands for the same, older or as people save them, which are asked where the first gave nothing. */
export interface Fallback<Value, T extends Texts = Texts> {
  /** Why they are needed; undefined where they are not. */
  reason(value: Value, answers: Answers<Commands>): string | undefined;
  /** Only recordings are asked for them: on a live host the first commands have said it all. */
  readonly isForSaved?: true;
  /** An error of the first command after which these would say no more, as would one that was never run to its end. */
  readonly futileAfter?: RegExp;
  ask(word: string): T;
  read(learned: Learned<T>, value: Value, context: Context<Needs>, word: string): Value;
}

/** A second look at what may be about to change. */
export interface Recheck<Value> {
  /** A line in the output of the command that calls for it. */
  readonly command: string;
  readonly sign: RegExp;
  readonly afterMs: number;
  /** Asked then, besides the same commands again. */
  readonly also: Commands;
  read(first: Value, again: Value, answers: Answers<Commands>): Value;
}

/** A fact as what works with any of them sees it. */
export interface Fact<Id extends string = string, Value = unknown> {
  readonly id: Id;
  /** What it is, for people. */
  readonly about: string;
  readonly needs: Needs;
  readonly lists: Lists;
  /** The words for each of which its commands are asked; undefined: once. */
  readonly each: WordList | undefined;
  /** What stands for such a word where a command is shown. */
  readonly wordName: string;
  /** Only for these of the words. */
  readonly isWanted: (word: string, needs: ValuesOf<Needs>) => boolean;
  /** Only recordings are asked: a live host has told it another way. */
  readonly isForSaved: boolean;
  /** A command of a fact that it needs which has to have succeeded for these to make sense. */
  readonly given: { readonly fact: Source; readonly command: string } | undefined;
  readonly ask: (word: string, words: WordsOf<Lists>) => Commands;
  /** Whether to ask at all, with those words. */
  readonly hasWork: (words: WordsOf<Lists>) => boolean;
  readonly recheck: Recheck<unknown> | undefined;
  /** Whether an answer is worth a second try at once. */
  readonly isUnsure: (value: unknown) => boolean;
  /** A script looks only once: where an answer it needs is empty, what gives it may not be ready yet. */
  readonly settles: Settles | undefined;
  readonly fallbacks: readonly Fallback<unknown>[];
  readonly read: (answers: Answers<Commands>, context: Context<Needs>, word: string) => unknown;
  readonly join: (values: ReadonlyMap<string, unknown>, context: Context<Needs>) => Value;
}

// biome-ignore lint/suspicious/noExplicitAny: any fact at all, whatever its value
export type AnyFact = Fact<string, any>;

export interface Settles {
  readonly fact: AnyFact;
  readonly given: WordList;
  readonly until: WordList;
  readonly afterMs: number;
}

interface Common<Id extends string, N extends Needs, L extends Lists, Asked extends Commands, One> {
  readonly id: Id;
  readonly about: string;
  readonly needs?: N;
  /** Words that earlier output tells, for its commands. */
  readonly lists?: L;
  readonly isForSaved?: true;
  readonly given?: Fact['given'];
  readonly isUnsure?: (value: One) => boolean;
  readonly settles?: Settles;
  readonly recheck?: Recheck<One>;
  readonly fallbacks?: readonly Fallback<One>[];
  ask?(word: string, words: WordsOf<L>): Asked;
  hasWork?(words: WordsOf<L>): boolean;
}

interface Once<Id extends string, N extends Needs, L extends Lists, Asked extends Commands, Value>
  extends Common<Id, N, L, Asked, Value> {
  read(answers: Answers<Asked>, context: Context<N>): Value;
}

interface OfEach<Id extends string, N extends Needs, L extends Lists, Asked extends Commands, One, Value>
  extends Common<Id, N, L, Asked, One> {
  readonly each: WordList;
  readonly wordName: string;
  isWanted?(word: string, needs: ValuesOf<N>): boolean;
  read(answers: Answers<Asked>, context: Context<N>, word: string): One;
  join(values: ReadonlyMap<string, One>, context: Context<N>): Value;
}

/** Declares a fact whose commands are asked once. */
export function defineFact<
  const Id extends string,
  Value,
  N extends Needs = Record<never, never>,
  L extends Lists = Record<never, never>,
  Asked extends Commands = Record<never, never>,
>(declaration: Once<Id, N, L, Asked, Value>): Fact<Id, Value> {
  return normalized({
    ...declaration,
    join: (values: ReadonlyMap<string, unknown>) => values.get('') as Value,
  });
}

/** Declares a fact whose commands are asked for each of some words, such as the namespaces. */
export const defineFactOfEach = <
  const Id extends string,
  One,
  Value,
  N extends Needs = Record<never, never>,
  L extends Lists = Record<never, never>,
  Asked extends Commands = Record<never, never>,
>(
  declaration: OfEach<Id, N, L, Asked, One, Value>,
): Fact<Id, Value> => normalized(declaration);

/** Types a fallback by what is learned from its commands. */
export const defineFallback = <Value, const T extends Texts>(fallback: Fallback<Value, T>): Fallback<Value> =>
  fallback as unknown as Fallback<Value>;

/** The types of a declaration's parts have been checked against each other; what gathers facts treats all alike. */
function normalized<Id extends string, Value>(declaration: {
  readonly id: Id;
  readonly join: unknown;
}): Fact<Id, Value> {
  const defaults = {
    each: undefined,
    wordName: '',
    needs: {},
    lists: {},
    isWanted: () => true,
    isForSaved: false,
    given: undefined,
    ask: () => ({}),
    hasWork: () => true,
    recheck: undefined,
    isUnsure: () => false,
    settles: undefined,
    fallbacks: [],
  };
  return { ...defaults, ...declaration } as unknown as Fact<Id, Value>;
}
