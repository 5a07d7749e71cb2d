import { InvalidArgumentError } from 'commander';
import type { OutputFormat } from '../report/formats.ts';

/** For an option that may be given again and again. */
export const gather = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

/** The same for `--format FORMAT[=FILE]`. */
export const gatherFormats =
  <Format extends string>(formats: readonly Format[]) =>
  (text: string, before: readonly OutputFormat<Format>[] | undefined): readonly OutputFormat<Format>[] => {
    const [word, ...rest] = text.split('=');
    const format = formats.find((name) => name === word);
    if (format === undefined) {
      const names = new Intl.ListFormat('en-GB').format(formats);
      throw new InvalidArgumentError(`The formats are ${names}, each with =FILE to write it to a file.`);
    }
    return [...(before ?? []), { format, file: rest.length === 0 ? undefined : rest.join('=') }];
  };
