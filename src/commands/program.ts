import { Command } from 'commander';
import { UserError } from '../errors.ts';
import { meant } from '../nearest.ts';
import { version } from '../package.ts';
import { printable } from '../report/printable.ts';
import { withPager } from './pager.ts';

type AddCommand = (program: Command, interrupt: AbortSignal) => void;

/** Loaded on demand: loading all of them takes half a second. */
const diagnosis = async () => (await import('./diagnose.ts')).addDiagnosis;
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  checks: async () => (await import('./checks.ts')).addChecksCommand,
  explain: async () => (await import('./checks.ts')).addExplainCommand,
  diff: async () => (await import('./diff.ts')).addDiffCommand,
  dhcp: async () => (await import('./dhcp.ts')).addDhcpCommand,
  collect: async () => (await import('./collect.ts')).addCollectCommand,
  lab: async () => (await import('./lab.ts')).addLabCommand,
  playbook: async () => (await import('./playbook.ts')).addPlaybookCommand,
  fleet: async () => (await import('./fleet.ts')).addFleetCommand,
  trace: async () => (await import('./trace.ts')).addTraceCommand,
  map: async () => (await import('./map.ts')).addMapCommand,
  completion: async () => (await import('./completion.ts')).addCompletionCommand,
  mcp: async () => (await import('./mcp.ts')).addMcpCommand,
  demo: async () => (await import('./demo.ts')).addDemoCommand,
};

/** The command line, with what a call of it may need; by default with all. */
export async function programFor(words: readonly string[], interrupt: AbortSignal): Promise<Command> {
  const program = new Command('qdoctor')
    .description("Names the layer and the root cause when the VMs of a Quantum/Neutron host can't be reached.")
    .version(version)
    .enablePositionalOptions()
    .helpCommand(false)
    .configureOutput({ outputError: (text, write) => write(`qdoctor: ${printable(sentenceOf(text))}\n`) })
    .exitOverride();
  withPager(program);
  for (const load of calledFor(words)) (await load())(program, interrupt);
  program
    .command('help')
    .argument('[COMMAND...]')
    .description('help for a command')
    .action((names: readonly string[]) => commandNamed(program, names).outputHelp());
  // Only now, for commands inherit it: a word that is no command gets a message of our own.
  return program.allowExcessArguments();
}

const isVersion = (word: string): boolean => word === '--version' || word === '-V';

/** Whether a call is `--version --verbose`, in either order. */
export const asksForVersions = (words: readonly string[]): boolean =>
  words.some(isVersion) &&
  words.includes('--verbose') &&
  words.every((word) => isVersion(word) || word === '--verbose');

/** What a call may need: what starts with an option and names no command is a diagnosis; help and completion list all. */
function calledFor(words: readonly string[]): readonly (() => Promise<AddCommand>)[] {
  const [first = ''] = words;
  if (isVersion(first)) return [];
  const named = Object.entries(commands).filter(([name]) => words.includes(name));
  const isDiagnosis = first.startsWith('-') && first !== '-h' && first !== '--help';
  const isOfOne = (named.length > 0 || isDiagnosis) && first !== 'completion';
  const chosen = isOfOne ? named : Object.entries(commands);
  return [diagnosis, ...chosen.map(([, load]) => load)];
}

/** The command that some words name, such as `lab up`; without words the program. */
function commandNamed(program: Command, words: readonly string[]): Command {
  return words.reduce<Command>((command, word) => {
    const found = command.commands.find((candidate) => candidate.name() === word);
    if (found !== undefined) return found;
    const names = command.commands.map((candidate) => candidate.name());
    throw new UserError(`Unknown command '${word}'.`, { hint: meant(word, names, 'See qdoctor help.') });
  }, program);
}

/** An error of Commander as one sentence of ours. */
function sentenceOf(text: string): string {
  const [error = '', guess] = text
    .trim()
    .replace(/^error: /, '')
    .split(/\n+\((?=Did you mean)|\)$/);
  const words = error
    .replace(/^option '(--[\w-]+)[^']*' argument '(.*)' is invalid\./is, "$1: '$2' is invalid.")
    .replace(/^command-argument value '(.*)' is invalid for argument '(.*)'\./is, "$2: '$1' is invalid.");
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1).replace(/\.$/, '')}.`;
  return guess === undefined ? sentence : `${sentence} ${guess.replace(/mean (?!one of)(.*)\?/, "mean '$1'?")}`;
}
