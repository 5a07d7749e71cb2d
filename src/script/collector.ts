import { agentFileCommands, statePaths } from '../facts/agent-files.ts';
import { bridgeRulesCommand } from '../facts/bridge-rules.ts';
import { switchQuestion } from '../facts/daemons.ts';
import { dhcpSocketsCommand } from '../facts/dnsmasq.ts';
import { flowCommands } from '../facts/flows.ts';
import { stackCommand } from '../facts/ip.ts';
import { kernelCommand, stateFoldersCommand } from '../facts/kernel.ts';
import { macTableCommand } from '../facts/mac-tables.ts';
import {
  haproxy,
  listeningPortsCommand,
  metadataAgent,
  novaCommand,
  ownProxy,
  socketFilesCommand,
  unixListenersCommand,
  usualNovaFiles,
} from '../facts/metadata.ts';
import { agentNamespace, inodesCommand, listCommand, uuidPattern } from '../facts/namespaces.ts';
import { netfilterCommand } from '../facts/netfilter.ts';
import { deadPortsCommand, secondLookAfterMs, switchCommand } from '../facts/ovs.ts';
import { oldProcessesCommand, ownNamespacesCommand, processesCommand } from '../facts/processes.ts';
import { servicesCommand } from '../facts/services.ts';
import { stackAsText } from '../facts/text-fallback.ts';
import { versionCommands } from '../facts/versions.ts';
import type { Command } from '../host/host.ts';
import { quoted } from '../host/shell-words.ts';
import { captureWords } from '../probes/capture.ts';
import { dhcpFilter } from '../probes/capture-dhcp.ts';
import { answerMs, clockCommand } from '../probes/listen-dhcp.ts';
import { bundleFunctions } from './bundle.ts';
import { extended } from './sed.ts';

/*
 * The same questions as `collectFacts` asks and `watchDhcp` listens to, in the same order, from the same commands. The
 * words `$device`, `$files` … in them are the shell's variables.
 */

const words = (argv: readonly string[]): string =>
  argv.map((word) => (/^\$[a-z]+$/.test(word) ? (listed.has(word) ? word : `"${word}"`) : quoted(word))).join(' ');

/** Variables of many words, none of which holds a space. */
const listed = new Set(['$folders', '$tables', '$listened', '$files']);

const ask = ({ argv, input = '' }: Command): string => `ask ${quoted(input)} ${words(argv)}`;
const asks = (...commands: readonly Command[]): string => commands.map(ask).join('\n');

/** In place of a JSON that an older `ip` can't give. */
const askAsText = stackAsText
  .map((group) => `first ${group.map((argv) => quoted(argv.join(' '))).join(' ')}`)
  .join('\n');

const uuid = uuidPattern.source;
const behindArgs = (pattern: RegExp): string => quoted(extended(pattern).replace(/^\^/, ''));
const listen = (namespace: readonly string[]): string =>
  `listen ${words([...namespace, ...captureWords('$device', dhcpFilter)])}`;

/** A script for a POSIX shell that writes a bundle with the host's own tools; it listens, and sends nothing. */
export const collectorScript = (version: string, listenSeconds: number): string =>
  `#!/bin/sh
# Records what a diagnosis of this host needs, without the secrets in it: sudo sh FILE [BUNDLE.tar.gz]
# Written by qdoctor ${version}. It sends nothing and changes nothing, and takes some ${listenSeconds + 10} seconds.
${bundleFunctions(version, listenSeconds)}

# ---- the switch, the processes and the namespaces
${versionCommands.map(([tool, command]) => `version ${tool} ${words(command.argv)}`).join('\n')}
${ask(listCommand)}
list=$answer
${ask(inodesCommand)}
inodes=$(sed -n 's/^\\([0-9]*\\) .*/\\1|/p' "$answer" | tr -d '\\n')
${ask(ownNamespacesCommand)}
own=$(tr '\\n' ' ' <"$answer")
${ask(processesCommand)}
processes=$answer
here="^ *[0-9]+ +[^ ]+ +($(say "$own" | cut -d' ' -f2) +[^ ]+|[^ ]+ +($inodes$(say "$own" | cut -d' ' -f1))) +"
if [ "$code" != 0 ]; then
  ${ask(oldProcessesCommand)}
  processes=$answer
  here='^ *[0-9]+ +[^ ]+ +'
fi
# Those of this host whose command line begins like that, and their numbers.
running() { grep -E "$here$1" "$processes"; }
numbers() { sed 's/^ *\\([0-9]*\\).*/\\1/'; }
${ask(switchCommand)}
if [ "$code" != 0 ]; then
  ask '' ovs-vsctl show
elif grep -q ',4095,' "$answer"; then
  # A port sits there for seconds while the agent wires it.
  pause ${secondLookAfterMs / 1000}
  ${ask(switchCommand)}
  ${ask(deadPortsCommand)}
fi
${asks(switchQuestion)}
vswitchd=$code
${asks(servicesCommand, netfilterCommand(undefined), kernelCommand, stateFoldersCommand(statePaths))}
enter=
${ask(stackCommand(undefined))}
stack=$answer
if [ "$code" != 0 ]; then
${askAsText}
  ask '' brctl show
fi
host_stack=$stack
${ask(unixListenersCommand)}
listeners=$answer

# ---- what the agents wrote, and their processes
dnsmasq=$(running ${behindArgs(new RegExp(String.raw`^(?:\S*/)?dnsmasq(?: .*)? --(?:dhcp-hostsfile|pid-file)=\S*${uuid}`))})
folders=
for folder in $(say "$dnsmasq" | sed -nE 's~.* --dhcp-hostsfile=([^ ]*)/[^ /]*/[^ /]*( .*)?$~\\1~p;t
s~.* --pid-file=([^ ]*)/[^ /]*/[^ /]*( .*)?$~\\1~p'); do
  case " ${statePaths.map((path) => `${path}/dhcp`).join(' ')} $folders " in
  *" $folder "*) ;;
  *) folders="$folders $folder" ;;
  esac
done
${asks(...Object.values(agentFileCommands(['$folders'])))}
tables=
for pid in $(say "$dnsmasq" | numbers); do tables="$tables /proc/$pid/net/udp"; done
if [ -n "$tables" ]; then ${ask(dhcpSocketsCommand(['$tables']))}; fi
agent=$(running ${behindArgs(metadataAgent)} | head -n 1)
pid=$(say "$agent" | numbers)
if [ -n "$pid" ] && [ "$(wc -l <"$listeners")" -lt 2 ]; then
  # One that has just been started opens its socket later.
  pause 5
  ${ask(unixListenersCommand)}
  listeners=$answer
fi
listened=
files=${quoted(usualNovaFiles.join(' '))}
if [ -n "$pid" ]; then
  for path in $(sed '$d' "$listeners" | sed 's/.* //'); do listened="$listened /proc/$pid/root$path"; done
  named=$(say "$agent" | grep -oE -- '--config-(file|dir)[= ][^ )]+' | sed 's/^[^= ]*[= ]//')
  paths=$files
  files=
  for path in $(say "$named" | grep . || say "$paths"); do files="$files /proc/$pid/root$path"; done
fi
tables=
for other in $(running ${behindArgs(new RegExp(`(?:${haproxy.source.slice(1)}|${ownProxy.source.slice(1)})`))} | numbers) $pid; do
  tables="$tables /proc/$other/net/tcp /proc/$other/net/tcp6"
done
${asks(socketFilesCommand(['$listened']), listeningPortsCommand(['$tables']), novaCommand(['$files']))}

# ---- each namespace of the agents
namespaces=$(sed 's/ .*//' "$list" | grep -E ${quoted(extended(agentNamespace))})
servers=
for namespace in $namespaces; do
  enter="ip netns exec $namespace"
  ${ask(stackCommand('$namespace'))}
  stack=$answer
if [ "$code" != 0 ]; then
${askAsText}
  fi
  case $namespace in
  qrouter-*) ${ask(netfilterCommand('$namespace'))} ;;
  qdhcp-*)
    device=$(grep -oE 'tap[[:alnum:]_.-]+' "$stack" | head -n 1)
    if [ -n "$device" ]; then servers="$servers $namespace/$device"; fi
    ;;
  esac
done

# ---- the flows of the bridges that the agents program
if [ "$vswitchd" = 0 ]; then
  bridges=$(ovs-vsctl --timeout=5 list-br | grep -xE 'br-int|br-tun')
  for port in $(ovs-vsctl --timeout=5 --bare --columns=name find Interface type=patch); do
    bridges="$bridges $(ovs-vsctl --timeout=5 iface-to-br "$port")"
  done
  for bridge in $(printf '%s\\n' $bridges | sort -u); do
    ${[...flowCommands('$bridge'), macTableCommand('$bridge')].map(ask).join('\n    ')}
  done
fi

# ---- DHCP, at the servers' ports and at both sides of the VMs' bridges, unless those are many
for server in $servers; do
  namespace=$(dirname "$server")
  device=$(basename "$server")
  ${listen(['ip', 'netns', 'exec', '$namespace'])}
done
guests=
for id in $(grep -oE 'qvb[[:alnum:]_.-]+' "$host_stack" | sort -u | sed 's/^qvb//'); do
  if grep -qw "tap$id" "$host_stack"; then guests="$guests $id"; fi
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
for namespace in $namespaces; do
  case $namespace in qdhcp-*) ${ask(netfilterCommand('$namespace'))} ;; esac
done
finish
`;
