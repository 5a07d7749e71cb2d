/*
 * Words of commands that earlier output tells: namespaces, bridges, process ids, folders. They are declared as data, so
 * that the same declaration is read here and compiled for a shell (src/script/word-lists.ts).
 */

/** A fact that words are taken from. It has to be among what the fact with the words needs. */
export interface Source {
  readonly id: string;
}

/** Lines of text: a command's output, or the command lines of processes. */
export type Lines =
  | {
      readonly from: 'output';
      readonly fact: Source;
      readonly command: string;
      /** A character at which lines end, too. */
      readonly splitAt?: string;
    }
  | {
      readonly from: 'processes';
      /** Whose value is the list of this host's processes. */
      readonly fact: Source;
      /** Matches the command line from its beginning on. */
      readonly args: RegExp;
      readonly isFirstOnly?: true;
    };

export type ProcessLines = Extract<Lines, { readonly from: 'processes' }>;

export type WordList =
  | { readonly kind: 'constant'; readonly words: readonly string[] }
  /** The first group of every match in every line. */
  | { readonly kind: 'found'; readonly lines: Lines; readonly pattern: RegExp }
  | { readonly kind: 'pids'; readonly lines: ProcessLines }
  /** Each word once. */
  | { readonly kind: 'joined'; readonly lists: readonly WordList[] }
  | { readonly kind: 'without'; readonly list: WordList; readonly words: readonly string[] }
  | { readonly kind: 'or-else'; readonly list: WordList; readonly other: WordList }
  /** Every word of a list after another, such as the paths behind a folder. */
  | { readonly kind: 'built'; readonly list: WordList; readonly build: (word: string) => readonly string[] }
  | {
      readonly kind: 'product';
      readonly list: WordList;
      readonly other: WordList;
      readonly build: (word: string, other: string) => string;
    }
  /** The namespaces of which a recording holds outputs, by a pattern of their names. A live host lists them all. */
  | { readonly kind: 'saved'; readonly pattern: RegExp }
  /** Those of the namespaces that a run looks into. */
  | { readonly kind: 'in-scope'; readonly list: WordList };

export const constant = (words: readonly string[]): WordList => ({ kind: 'constant', words });
export const found = (lines: Lines, pattern: RegExp): WordList => ({ kind: 'found', lines, pattern });
export const pids = (lines: ProcessLines): WordList => ({ kind: 'pids', lines });
export const joined = (...lists: readonly WordList[]): WordList => ({ kind: 'joined', lists });
export const without = (list: WordList, words: readonly string[]): WordList => ({ kind: 'without', list, words });
export const orElse = (list: WordList, other: WordList): WordList => ({ kind: 'or-else', list, other });
export const savedNamespaces = (pattern: RegExp): WordList => ({ kind: 'saved', pattern });
export const inScope = (list: WordList): WordList => ({ kind: 'in-scope', list });
/** `build` only puts its word between others: it is given a variable of the shell, too. */
export const built = (list: WordList, build: (word: string) => readonly string[]): WordList => ({
  kind: 'built',
  list,
  build,
});
export const product = (list: WordList, other: WordList, build: (word: string, other: string) => string): WordList => ({
  kind: 'product',
  list,
  other,
  build,
});

interface Process {
  readonly pid: number;
  readonly args: string;
}

/** Where the words are looked up. */
export interface WordSources {
  outputOf(fact: Source, command: string): string;
  processesOf(fact: Source): readonly Process[];
  isInScope(namespace: string): boolean;
  /** The namespaces of which a recording holds outputs. */
  readonly namespacesSaved: readonly string[];
}

/** The words of a list, as the answers up to now tell them. */
export function wordsOf(list: WordList, sources: WordSources): readonly string[] {
  switch (list.kind) {
    case 'constant':
      return list.words;
    case 'found': {
      const pattern = new RegExp(list.pattern.source, 'g');
      return linesOf(list.lines, sources).flatMap((line) => [...line.matchAll(pattern)].map(([, word]) => word ?? ''));
    }
    case 'pids':
      return processesIn(list.lines, sources).map(({ pid }) => String(pid));
    case 'joined':
      return [...new Set(list.lists.flatMap((each) => wordsOf(each, sources)))];
    case 'without': {
      const others = new Set(list.words);
      return wordsOf(list.list, sources).filter((word) => !others.has(word));
    }
    case 'or-else': {
      const words = wordsOf(list.list, sources);
      return words.length > 0 ? words : wordsOf(list.other, sources);
    }
    case 'built':
      return wordsOf(list.list, sources).flatMap(list.build);
    case 'product': {
      const others = wordsOf(list.other, sources);
      return wordsOf(list.list, sources).flatMap((word) => others.map((other) => list.build(word, other)));
    }
    case 'saved':
      return sources.namespacesSaved.filter((name) => list.pattern.test(name));
    case 'in-scope':
      return wordsOf(list.list, sources).filter((word) => sources.isInScope(word));
  }
}

function linesOf(lines: Lines, sources: WordSources): readonly string[] {
  if (lines.from === 'processes') return processesIn(lines, sources).map(({ args }) => args);
  const text = sources.outputOf(lines.fact, lines.command);
  return (lines.splitAt === undefined ? text : text.replaceAll(lines.splitAt, '\n')).split(/\r?\n/);
}

function processesIn({ fact, args, isFirstOnly }: ProcessLines, sources: WordSources): readonly Process[] {
  const processes = sources.processesOf(fact).filter((process) => args.test(process.args));
  return isFirstOnly === true ? processes.slice(0, 1) : processes;
}

/**
 * The facts that a list is made from.
 * @internal for the test that a fact declares them
 */
export function sourcesIn(list: WordList): readonly Source[] {
  switch (list.kind) {
    case 'constant':
    case 'saved':
      return [];
    case 'found':
    case 'pids':
      return [list.lines.fact];
    case 'joined':
      return list.lists.flatMap(sourcesIn);
    case 'without':
    case 'built':
    case 'in-scope':
      return sourcesIn(list.list);
    case 'or-else':
    case 'product':
      return [...sourcesIn(list.list), ...sourcesIn(list.other)];
  }
}

/** Whether the words differ with what a run is about. */
export function dependsOnScope(list: WordList): boolean {
  switch (list.kind) {
    case 'in-scope':
      return true;
    case 'joined':
      return list.lists.some(dependsOnScope);
    case 'without':
    case 'built':
      return dependsOnScope(list.list);
    case 'or-else':
    case 'product':
      return dependsOnScope(list.list) || dependsOnScope(list.other);
    case 'constant':
    case 'found':
    case 'pids':
    case 'saved':
      return false;
  }
}
