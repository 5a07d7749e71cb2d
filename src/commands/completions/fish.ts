import { type CommandInterface, nameOf, type Value, withAllBelow } from '../interface.ts';
import { type CompletionInput, canComplete, isListed, pathsBelow } from './candidates.ts';

/** The completion of fish, for ~/.config/fish/completions/qdoctor.fish. */
export function fishCompletion({ program, candidates }: CompletionInput): string {
  const all = withAllBelow(program);
  const paths = pathsBelow(all).map(quoted);
  return `# Completion of qdoctor for fish. For this shell: qdoctor completion fish | source
function __qdoctor_at
    set -l at ''
    for word in (commandline -opc)[2..]
        switch "$at $word"
            case ${paths.join(' ')}
                set at (string trim -- "$at $word")
        end
    end
    test "$at" = "$argv[1]"
end

function __qdoctor_after
    __qdoctor_at $argv[1]; and contains -- (commandline -opc)[-1] $argv[2..]
end

complete -c qdoctor -f
${all.flatMap((command) => linesOf(command, candidates)).join('\n')}
`;
}

function linesOf(command: CommandInterface, candidates: CompletionInput['candidates']): readonly string[] {
  const at = `-n ${quoted(`__qdoctor_at ${quoted(command.path)}`)}`;
  return [
    ...command.options.flatMap(({ names, description, value }) => {
      const words = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
      const line = `complete -c qdoctor ${at} ${words.join(' ')} -d ${quoted(description)}`;
      if (value === undefined) return [line];
      if (!value.isOptional)
        return [`${line} ${value.kinds.includes('file') ? '-r -F' : '-x'}${listOf(value, candidates)}`];
      const after = `-n ${quoted(['__qdoctor_after', quoted(command.path), ...names].join(' '))}`;
      return canComplete(value)
        ? [line, `complete -c qdoctor ${after}${filesOf(value)}${listOf(value, candidates)}`]
        : [line];
    }),
    ...command.commands.map((below) => `complete -c qdoctor ${at} -a ${nameOf(below)} -d ${quoted(below.description)}`),
    ...command.values
      .filter(canComplete)
      .map((value) => `complete -c qdoctor ${at}${filesOf(value)}${listOf(value, candidates)}`),
  ];
}

const filesOf = ({ kinds }: Value): string => (kinds.includes('file') ? ' -F' : '');

function listOf({ choices, kinds }: Value, candidates: CompletionInput['candidates']): string {
  const parts = [
    ...choices,
    ...kinds.flatMap((kind) => {
      if (!isListed(kind)) return kind === 'host' ? ['(__fish_print_hostnames)'] : [];
      const { words, lookup } = candidates[kind];
      return [...words, ...(lookup === undefined ? [] : [`(${lookup})`])];
    }),
  ];
  return parts.length === 0 ? '' : ` -a ${quoted(parts.join(' '))}`;
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
