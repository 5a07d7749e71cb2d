import { bridgeRulesCommand } from '../facts/bridge-rules.ts';
import type { AnyFact, Commands, Fallback } from '../facts/fact.ts';
import { closureOf } from '../facts/gather.ts';
import { facts } from '../facts/index.ts';
import { hostStack, stacks } from '../facts/ip.ts';
import { allNamespaces, namespaceList } from '../facts/namespaces.ts';
import { netfilterCommand } from '../facts/netfilter.ts';
import { processes } from '../facts/process-list.ts';
import { ownNamespaces, processTable } from '../facts/processes.ts';
import { versionCommands } from '../facts/versions.ts';
import type { WordList } from '../facts/word-list.ts';
import type { Command } from '../host/host.ts';
import { quoted } from '../host/shell-words.ts';
import { captureWords } from '../probes/capture.ts';
import { dhcpFilter } from '../probes/capture-dhcp.ts';
import { answerMs, clockCommand } from '../probes/listen-dhcp.ts';
import { bundleFunctions } from './bundle.ts';
import { extended } from './sed.ts';
import { answersIn, answerVariable, expanded, wordsProgram } from './word-lists.ts';

/*
 * The declarations of the facts as a shell script: the same commands in the order in which the facts need each other. Behind
 * them it listens to DHCP as `listenForDhcp` does. The words `$word`, `$files` … are the shell's variables.
 */

const wordVariable = '$word';

/** A word of a command: a variable of ours, of which a list is many words, or what stands there. */
const wordOf = (lists: readonly string[]) => (word: string) => {
  if (!/^\$[a-z]+$/i.test(word)) return quoted(word);
  return lists.includes(word.slice(1)) ? word : `"${word}"`;
};

const ask = ({ argv, input = '' }: Command, lists: readonly string[] = []): string =>
  `ask ${quoted(input)} ${argv.map(wordOf(lists)).join(' ')}`;

const words = (argv: readonly string[]): string => argv.map(wordOf([])).join(' ');

const all = closureOf(Object.values(facts));

const files = {
  own: answerVariable(ownNamespaces, 'own'),
  inodes: answerVariable(namespaceList, 'inodes'),
  processes: answerVariable(processTable, 'table'),
  oldProcesses: answerVariable(processTable, 'old'),
  hostStack: answerVariable(hostStack, 'stack'),
};

/** The answers that something later is read from. */
const keptAnswers = new Set([
  ...Object.values(files),
  ...all.flatMap(({ each, lists, settles }) =>
    [each, ...Object.values(lists), settles?.given, settles?.until]
      .filter((list): list is WordList => list !== undefined)
      .flatMap(answersIn),
  ),
]);
const keptCodes = new Set(all.flatMap(({ given }) => (given === undefined ? [] : codeVariable(given))));

function codeVariable({ fact, command }: NonNullable<AnyFact['given']>): string {
  return `${answerVariable(fact, command)}_code`;
}

function askAll(fact: AnyFact, commands: Commands): readonly string[] {
  return Object.entries(commands).flatMap(([name, command]) => {
    const code = codeVariable({ fact, command: name });
    return [
      ask(command, Object.keys(fact.lists)),
      ...keep(fact, name),
      ...(keptCodes.has(code) ? [`${code}=$code`] : []),
    ];
  });
}

function keep(fact: AnyFact, name: string): readonly string[] {
  const variable = answerVariable(fact, name);
  return keptAnswers.has(variable) ? [`${variable}=$answer`] : [];
}

const wordOfFact = ({ each }: AnyFact): string => (each === undefined ? '' : wordVariable);

function commandsOf(fact: AnyFact): Commands {
  const lists = Object.keys(fact.lists).map((name) => [name, [`$${name}`]] as const);
  return fact.ask(wordOfFact(fact), Object.fromEntries(lists));
}

/** What asks for a fact, once or for one of its words. */
function body(fact: AnyFact): readonly string[] {
  const commands = commandsOf(fact);
  const { recheck } = fact;
  return [
    ...askAll(fact, commands),
    ...(recheck === undefined
      ? []
      : [
          `if [ "$code" = 0 ] && grep -qE ${quoted(extended(recheck.sign))} "$answer"; then`,
          `pause ${recheck.afterMs / 1000}`,
          ...askAll(fact, { ...recheck.also, ...commands }),
          'fi',
        ]),
    ...fact.fallbacks.flatMap((fallback) => (fallback.isForSaved === true ? [] : fallBack(fact, fallback))),
    ...(fact === stacks ? [rememberServer] : []),
  ];
}

function fallBack(fact: AnyFact, fallback: Fallback<unknown>): readonly string[] {
  const { futileAfter } = fallback;
  const isWorthIt =
    futileAfter === undefined
      ? ''
      : ` && [ "$code" != 124 ] && ! say "$errors" | grep -qiE ${quoted(extended(futileAfter))}`;
  return [
    `if [ "$code" != 0 ]${isWorthIt}; then`,
    ...Object.entries(fallback.ask(wordOfFact(fact))).flatMap(([name, group]) =>
      group.length === 0
        ? []
        : [`first ${group.map(([argv]) => expanded(argv.join(' '))).join(' ')}`, ...keep(fact, name)],
    ),
    'fi',
  ];
}

/** Where a DHCP server listens. */
const rememberServer = `case $word in qdhcp-*)
  device=$(grep -oE 'tap[[:alnum:]_.-]+' "$answer" | head -n 1)
  if [ -n "$device" ]; then servers="$servers $word/$device"; fi
esac`;

/** Of this host, as `readProcesses` tells them from those of containers: by their namespaces, where `ps` has them. */
const whichProcesses = String.raw`own=$(tr '\n' ' ' <"$${files.own}")
inodes=$(sed -n 's/^\([0-9]*\) .*/\1|/p' "$${files.inodes}" | tr -d '\n')
processes=$${files.processes}
here="^ *[0-9]+ +[^ ]+ +($(say "$own" | cut -d' ' -f2) +[^ ]+|[^ ]+ +($inodes$(say "$own" | cut -d' ' -f1))) +"
if [ -s "$${files.oldProcesses}" ]; then
  processes=$${files.oldProcesses}
  here='^ *[0-9]+ +[^ ]+ +'
fi`;

/** The lines of the script for a fact. */
function linesFor(fact: AnyFact): readonly string[] {
  if (fact === processes) return [whichProcesses];
  if (fact.isForSaved || Object.keys(commandsOf(fact)).length === 0) return [];
  const { each, given, settles } = fact;
  const lists = Object.entries(fact.lists);
  const nothing = Object.fromEntries(lists.map(([name]) => [name, []]));
  const isAlways = fact.hasWork(nothing);
  const wrapped = (start: string, inside: readonly string[], end: string) => [start, ...inside, end];
  const onlyIf = (condition: string | undefined, inside: readonly string[]) =>
    condition === undefined ? inside : wrapped(`if [ ${condition} ]; then`, inside, 'fi');
  const inEach =
    each === undefined ? body(fact) : wrapped(`for word in $(${wordsProgram(each)}); do`, body(fact), 'done');
  return [
    `# ${fact.about}`,
    ...(settles === undefined
      ? []
      : wrapped(
          `if [ -n "$(${wordsProgram(settles.given)})" ] && [ -z "$(${wordsProgram(settles.until)})" ]; then`,
          [`pause ${settles.afterMs / 1000}`, ...askAll(settles.fact, commandsOf(settles.fact))],
          'fi',
        )),
    ...lists.map(([name, list]) => `${name}=$(${wordsProgram(list)})`),
    ...onlyIf(
      given === undefined ? undefined : `"$${codeVariable(given)}" = 0`,
      onlyIf(isAlways ? undefined : `-n "${lists.map(([name]) => `$${name}`).join('')}"`, inEach),
    ),
  ];
}

const listen = (namespace: readonly string[]): string =>
  `listen ${words([...namespace, ...captureWords('$device', dhcpFilter)])}`;

/** A script for a POSIX shell that writes a bundle with the host's own tools; it listens, and sends nothing. */
export const collectorScript = (version: string, listenSeconds: number): string =>
  `#!/bin/sh
# Records what a diagnosis of this host needs, without the secrets in it: sudo sh FILE [BUNDLE.tar.gz]
# Written by qdoctor ${version}. It sends nothing and changes nothing, and takes some ${listenSeconds + 10} seconds.
${bundleFunctions(version, listenSeconds)}

# Processes of this host whose command line begins like that, and their numbers.
running() { grep -E "$here$1" "$processes"; }
numbers() { sed 's/^ *\\([0-9]*\\).*/\\1/'; }
# Each line once.
unique() {
  seen=' '
  while read -r line; do
    case $seen in
    *" $line "*) ;;
    *)
      seen="$seen$line "
      say "$line"
      ;;
    esac
  done
}
find_homes
servers=
${[...keptAnswers].map((variable) => `${variable}=/dev/null`).join('\n')}

${versionCommands.map(([tool, command]) => `version ${tool} ${words(command.argv)}`).join('\n')}

${all.flatMap(linesFor).join('\n')}

# DHCP, at the servers' ports and at both sides of the VMs' bridges, unless those are many
for server in $servers; do
  namespace=$(dirname "$server")
  device=$(basename "$server")
  ${listen(['ip', 'netns', 'exec', '$namespace'])}
done
guests=
for id in $(grep -oE 'qvb[[:alnum:]_.-]+' "$${files.hostStack}" | sort -u | sed 's/^qvb//'); do
  if grep -qw "tap$id" "$${files.hostStack}"; then guests="$guests $id"; fi
done
if [ "$(say "$guests" | wc -w)" -le 8 ]; then
  for id in $guests; do
    for device in "qvb$id" "tap$id"; do ${listen([])}; done
  done
fi
pause ${listenSeconds}
${ask(clockCommand)}
pause ${answerMs / 1000}
# Should an answer be missing, this may tell why.
${ask(bridgeRulesCommand)}
for word in $(${wordsProgram(allNamespaces)}); do
  case $word in qdhcp-*) ${ask(netfilterCommand(wordVariable))} ;; esac
done
finish
`;
