import type { CommandInterface, Value } from '../interface.ts';
import type { CompletionInput } from './candidates.ts';

/** A word for bash and zsh. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The branches of a case of bash and zsh: the options that take a value, as `PATH:NAME` with their other names. */
export const optionCases = (
  all: readonly CommandInterface[],
  branch: (names: string, value: Value) => string,
): readonly string[] =>
  all.flatMap(({ path, options }) =>
    options.flatMap(({ names, value }) =>
      value === undefined ? [] : [branch(names.map((name) => quoted(`${path}:${name}`)).join('|'), value)],
    ),
  );

/** The branches of a case of bash and zsh: the candidates of each kind, one a line. */
export const valueCases = (candidates: CompletionInput['candidates']): string =>
  Object.entries(candidates)
    .map(([kind, { words, lookup }]) => {
      const listed = words.length === 0 ? [] : [`printf '%s\\n' ${words.map(quoted).join(' ')}`];
      return `    ${kind}) ${[...listed, ...(lookup === undefined ? [] : [lookup])].join('; ')} ;;`;
    })
    .join('\n');
