import { nameOf, type Value, withAllBelow } from '../interface.ts';
import { type CompletionInput, pathsBelow } from './candidates.ts';
import { optionCases, quoted, valueCases } from './shell.ts';

/** The completion of bash, for a shell's start-up file or the folder of bash-completion. */
export function bashCompletion({ program, candidates }: CompletionInput): string {
  const all = withAllBelow(program);
  const paths = pathsBelow(all).map(quoted);
  const ofOptions = optionCases(all, (names, value) => `    ${names}) ${asked(value)} ;;`);
  const ofCommands = all.map(({ path, options, commands, values }) => {
    const names = options.flatMap((option) => option.names).join(' ');
    const below = commands.map(nameOf);
    const choices = [...below, ...values.flatMap((value) => value.choices)].join(' ');
    const kinds = values.flatMap((value) => value.kinds).join(' ');
    return `    ${quoted(path)}) options=${quoted(names)} choices=${quoted(choices)} kinds=${quoted(kinds)} ;;`;
  });
  return `# Completion of qdoctor for bash. For this shell: source <(qdoctor completion bash)
_qdoctor_values() {
  case $1 in
${valueCases(candidates)}
    host) compgen -A hostname ;;
  esac
}

_qdoctor() {
  local cur=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} at='' index kind
  local choices='' kinds='' options='' is_value='' is_optional='' IFS=$' \\t\\n'
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "$at \${COMP_WORDS[index]}" in
      ${paths.join('|')}) at="\${at:+$at }\${COMP_WORDS[index]}" ;;
    esac
  done
  # What follows json= is a file.
  if [[ $cur == '=' ]]; then cur='' before='='; fi
  if [[ $before == '=' ]]; then kinds=file is_value=1; fi
  case "$at:$before" in
${ofOptions.join('\n')}
  esac
  if [[ -z $is_value || ( -n $is_optional && $cur == -* ) ]]; then
    case $at in
${ofCommands.join('\n')}
    esac
    if [[ $cur == -* ]]; then choices=$options kinds=''; fi
  fi
  for kind in $kinds; do
    if [[ $kind == file ]]; then
      compopt -o filenames
      mapfile -t -O \${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$cur")
    else
      choices+=" $(_qdoctor_values "$kind")"
    fi
  done
  mapfile -t -O \${#COMPREPLY[@]} COMPREPLY < <(compgen -W "$choices" -- "$cur")
}

complete -F _qdoctor qdoctor
`;
}

const asked = ({ choices, kinds, isOptional }: Value): string =>
  `is_value=1 choices=${quoted(choices.join(' '))} kinds=${quoted(kinds.join(' '))}${isOptional ? ' is_optional=1' : ''}`;
