import { type Command, InvalidArgumentError, Option } from 'commander';
import { UserError } from '../errors.ts';
import type { NamedFormat } from '../report/formats/format.ts';
import { withChoices } from './interface.ts';

/** For an option that may be given again and again. */
export const repeated = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

/** `--format` as it was given: the name of a format, and where to write it. */
export interface GivenFormat {
  readonly name: string;
  readonly file: string | undefined;
}

/** `--format FORMAT[=FILE]`, which may be given again and again, for the formats of a table. */
export function formatsOption(formats: readonly NamedFormat[]): Option {
  const names = formats.map(({ name }) => name);
  const choice = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names);
  const option = new Option('--format <FORMAT[=FILE]>', `${choice}, repeatable (default: ${names[0]})`);
  return withChoices(option, names).argParser(
    (text: string, before: readonly GivenFormat[] | undefined): readonly GivenFormat[] => {
      const [name = '', ...rest] = text.split('=');
      if (!names.includes(name)) {
        const list = new Intl.ListFormat('en-GB').format(names);
        throw new InvalidArgumentError(`Formats: ${list}, each with =FILE to write to a file.`);
      }
      return [...(before ?? []), { name, file: rest.length === 0 ? undefined : rest.join('=') }];
    },
  );
}

/** A format of a table, and where to write it. */
export interface Output<Format extends NamedFormat> {
  readonly format: Format;
  /** Undefined: standard output. */
  readonly file: string | undefined;
}

/** What was asked for, or the first format of the table on standard output. */
export const outputsOf = <Format extends NamedFormat>(
  given: readonly GivenFormat[] | undefined,
  formats: readonly Format[],
): readonly Output<Format>[] =>
  given === undefined
    ? formats.slice(0, 1).map((format) => ({ format, file: undefined }))
    : given.map(({ name, file }) => ({ format: formatNamed(formats, name, file), file }));

/** `--format FORMAT` of a command that writes one thing to standard output. */
export const formatOption = (formats: readonly NamedFormat[], description: string): Option =>
  new Option('--format <FORMAT>', description).choices(formats.map(({ name }) => name)).default(formats[0]?.name);

/** The format of a table by its name; refused where it would go to a terminal, and must not. */
export function formatNamed<Format extends NamedFormat>(
  formats: readonly Format[],
  wanted: string,
  file?: string,
): Format {
  const format = formats.find(({ name }) => name === wanted);
  if (format === undefined) {
    const names = new Intl.ListFormat('en-GB').format(formats.map(({ name }) => name));
    throw new UserError(`Unknown format ${wanted}.`, { hint: `Formats: ${names}.` });
  }
  if (file === undefined && !format.isForTerminal && process.stdout.isTTY) {
    throw new UserError(`Format ${wanted} cannot be shown in a terminal.`, { hint: 'Redirect it to a file.' });
  }
  return format;
}

/** A number of seconds, 0 only where `least` is 0. */
export const secondsFrom =
  (least: 0 | 'above 0') =>
  (text: string): number => {
    const seconds = Number(text);
    const isEnough = least === 0 ? seconds >= 0 && text !== '' : seconds > 0;
    if (isEnough && seconds <= 86_400) return seconds;
    throw new InvalidArgumentError(least === 0 ? 'Give a number of seconds.' : 'Give a number of seconds above 0.');
  };

/** The options of a command with those of the program: Commander gives one that both have to whichever sees it first. */
export const withProgramOptions = <Own extends object, Shared extends object = Own>(
  program: Command,
  own: Own,
): Shared & Own => ({ ...program.opts<Shared>(), ...own });
