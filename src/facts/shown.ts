import type { Command } from '../host/host.ts';
import { quoted } from '../host/shell-words.ts';
import type { AnyFact } from './fact.ts';
import { closureOf } from './gather.ts';
import { type FactName, facts } from './index.ts';

/** The words of a command with which people tell it from others. */
const longest = 120;

/** A command as a shell takes it, but for what stands for words that are known only on a host: `BRIDGE`, `FILES…`. */
export const shownCommand = (argv: readonly string[]): string =>
  argv.map((word) => (/^[A-Z]+…?$/.test(word) ? word : quoted(word))).join(' ');

function spelled({ argv, input }: Command): string {
  const words = shownCommand(argv);
  return input === undefined ? words : `${words} (${input.trim().split('\n').join(', ')})`;
}

const shortened = (line: string): string => (line.length > longest ? `${line.slice(0, longest)}…` : line);

function commandsOf(fact: AnyFact): readonly Command[] {
  const lists = Object.keys(fact.lists).map((name) => [name, [`${name.toUpperCase()}…`]] as const);
  return Object.values(fact.ask(fact.wordName, Object.fromEntries(lists)));
}

/** A fact for a reader who wants to look for themselves. */
export interface ShownFact {
  readonly id: string;
  readonly about: string;
  /** What stands for each namespace or bridge for which its commands are asked; '' where they are asked once. */
  readonly of: string;
  readonly commands: readonly string[];
}

/** Some facts and what they need, as far as commands are asked for them on a live host. */
export const shownFacts = (names: Iterable<FactName>): readonly ShownFact[] =>
  closureOf([...names].map((name) => facts[name]))
    .filter(({ isForSaved }) => !isForSaved)
    .map((fact) => ({ id: fact.id, about: fact.about, of: fact.wordName, commands: commandsOf(fact).map(spelled) }))
    .filter(({ commands }) => commands.length > 0);

/** The same, each as a line. */
export const sourcesOfFacts = (names: Iterable<FactName>): readonly string[] => shownFacts(names).map(lineOfFact);

/**
 * A fact as one line.
 * @internal the docs are written from it
 */
export const lineOfFact = ({ about, commands }: ShownFact): string => `${about}: ${commands.map(shortened).join('; ')}`;
