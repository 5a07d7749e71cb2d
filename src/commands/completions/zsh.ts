import { nameOf, type Value, withAllBelow } from '../interface.ts';
import { type CompletionInput, pathsBelow } from './candidates.ts';
import { optionCases, quoted, valueCases } from './shell.ts';

/** The completion of zsh, for a start-up file, or as _qdoctor in a folder of $fpath. */
export function zshCompletion({ program, candidates }: CompletionInput): string {
  const all = withAllBelow(program);
  const paths = pathsBelow(all).map(quoted);
  const ofOptions = optionCases(all, (names, value) => `    (${names}) ${offered(value)} ;;`);
  const ofCommands = all.map(({ path, options, commands, values }) => {
    const described = options.flatMap(({ names, description }) => names.map((name) => item(name, description)));
    const below = commands.map((command) => item(nameOf(command), command.description));
    return [
      `    (${quoted(path)})`,
      `      if [[ $PREFIX == -* ]]; then list=(${described.join(' ')}); _describe -o option list; return; fi`,
      ...(below.length === 0 ? [] : [`      list=(${below.join(' ')}); _describe command list`]),
      ...values.map((value) => `      ${offersOf(value).join('; ')}`),
      '      ;;',
    ].join('\n');
  });
  return `#compdef qdoctor
# Completion of qdoctor for zsh. For this shell: source <(qdoctor completion zsh)
_qdoctor_values() {
  case $1 in
${valueCases(candidates)}
  esac
}

_qdoctor() {
  local at='' before=$words[CURRENT-1] index
  local -a list
  for ((index = 2; index < CURRENT; index++)); do
    case "$at $words[index]" in
      (${paths.join('|')}) at="\${at:+$at }$words[index]" ;;
    esac
  done
  case "$at:$before" in
${ofOptions.join('\n')}
  esac
  case $at in
${ofCommands.join('\n')}
  esac
}

if [[ $funcstack[1] == _qdoctor ]]; then _qdoctor "$@"; else compdef _qdoctor qdoctor; fi
`;
}

const item = (name: string, description: string): string => quoted(`${name}:${description}`);

/** What offers the value of an option; where it may be left out, options are offered too. */
const offered = (value: Value): string =>
  value.isOptional
    ? `if [[ $PREFIX != -* ]]; then ${[...offersOf(value), 'return'].join('; ')}; fi`
    : [...offersOf(value), 'return'].join('; ');

const offersOf = ({ choices, kinds }: Value): readonly string[] => [
  ...(choices.length === 0 ? [] : [`compadd -- ${choices.join(' ')}`]),
  ...kinds.map((kind) => {
    if (kind === 'file') return '_files';
    return kind === 'host' ? '_hosts' : `compadd -- \${(f)"$(_qdoctor_values ${kind})"}`;
  }),
];
