import type { EventEmitter } from 'node:events';
import type { Argument, Command, Help, Option } from 'commander';

/*
 * The command line as data, read off the very objects that parse it and print --help: completions and man pages are made
 * of it.
 */

/** What a value is, where a shell or this host can complete it. */
export type ValueKind = 'check' | 'playbook' | 'fault' | 'network' | 'router' | 'port' | 'protocol' | 'file' | 'host';

export interface Value {
  /** As help shows it, such as `<SECONDS>`. */
  readonly shown: string;
  readonly isOptional: boolean;
  readonly isRepeated: boolean;
  readonly choices: readonly string[];
  readonly kinds: readonly ValueKind[];
}

export interface OptionInterface {
  /** `--format`, or `-V` and `--version`. */
  readonly names: readonly string[];
  readonly description: string;
  /** Undefined for a switch. */
  readonly value: Value | undefined;
}

export interface CommandInterface {
  /** Such as `lab up`; empty for the program. */
  readonly path: string;
  readonly description: string;
  readonly options: readonly OptionInterface[];
  readonly values: readonly Value[];
  readonly commands: readonly CommandInterface[];
  /** What help tells below the options: exit codes, examples. */
  readonly more: string;
}

/** What a placeholder stands for; a word in it that is not listed is the user's to know. */
const kindsOf: Readonly<Record<string, readonly ValueKind[]>> = {
  CHECK: ['check'],
  PLAYBOOK: ['playbook', 'file'],
  FAULT: ['fault'],
  RECORDING: ['file'],
  FILE: ['file'],
  FOLDER: ['file'],
  OLD: ['file'],
  NEW: ['file'],
  HOST: ['host'],
  PROTO: ['protocol'],
  A: ['port', 'router'],
  B: ['port', 'router'],
};

/** The same, where the placeholder alone does not tell. */
const kindsOfOption: Readonly<Record<string, readonly ValueKind[]>> = {
  network: ['network'],
  router: ['router'],
  port: ['port'],
};

const choicesOfOption = new WeakMap<Option, readonly string[]>();

/** Says which values an option takes that parses them itself. */
export function withChoices(option: Option, choices: readonly string[]): Option {
  choicesOfOption.set(option, choices);
  return option;
}

/** What a command and those below it take. */
export function interfaceOf(command: Command, path = ''): CommandInterface {
  const help = command.createHelp();
  return {
    path,
    description: command.description(),
    options: help.visibleOptions(command).map((option) => optionInterface(option, help)),
    values: command.registeredArguments.map(valueOfArgument),
    commands: help.visibleCommands(command).map((each) => interfaceOf(each, `${path} ${each.name()}`.trim())),
    more: textAfter(command),
  };
}

function optionInterface(option: Option, help: Help): OptionInterface {
  const [, shown] = option.flags.match(/([<[].*)$/) ?? [];
  const choices = option.argChoices ?? choicesOfOption.get(option) ?? [];
  return {
    names: [option.short, option.long].filter((name) => name !== undefined && name !== null),
    description: help.optionDescription(option),
    value:
      shown === undefined
        ? undefined
        : {
            shown,
            // Commander takes any bracket for an optional value, also that of <FORMAT[=FILE]>.
            isOptional: option.optional && !option.required,
            isRepeated: option.variadic,
            choices,
            kinds: kindsOfOption[option.attributeName()] ?? kindsIn(shown.replace('[=FILE]', '')),
          },
  };
}

function valueOfArgument(argument: Argument): Value {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return {
    shown: argument.required ? `<${name}>` : `[${name}]`,
    isOptional: !argument.required,
    isRepeated: argument.variadic,
    choices: argument.argChoices ?? [],
    kinds: kindsIn(name),
  };
}

const kindsIn = (shown: string): readonly ValueKind[] => [
  ...new Set((shown.match(/[A-Z]+/g) ?? []).flatMap((word) => kindsOf[word] ?? [])),
];

/** A command and all below it. */
export const withAllBelow = (command: CommandInterface): readonly CommandInterface[] => [
  command,
  ...command.commands.flatMap(withAllBelow),
];

/** The last word of a command's path. */
export const nameOf = ({ path }: CommandInterface): string => path.split(' ').at(-1) ?? '';

/** What was added behind the help of a command: Commander prints it by an event alone. */
function textAfter(command: Command): string {
  let text = '';
  // Its types leave out what it inherits.
  (command as unknown as EventEmitter).emit('afterHelp', {
    error: false,
    command,
    write: (part: string) => (text += part),
  });
  return text.trim();
}
