import { captureFolder } from '../host/bundle.ts';
import { toolFolders } from '../host/container-tools.ts';
import { kollaStatePath } from '../host/containers.ts';
import { defaultTimeoutMs } from '../host/host.ts';
import { longestName } from '../host/saved-names.ts';
import { quoted } from '../host/shell-words.ts';
import { processRedactionProgram, redactionProgram } from './sed.ts';

/*
 * The shell's part of `Recorder`: it asks a command, and keeps the answer and how it ended. Nothing that a command
 * printed is ever parsed as shell, and nothing reaches the disk but through the redaction.
 */

/** Of a line of `ps`: its numbers, and the program of a daemon that a network node has. */
const daemonProgram =
  's~^ *([0-9]+) +([0-9]+) +([0-9]+) +([0-9]+) +(([^ ]*/)?(python[0-9.]*|sh|perl) )?([^ ]*/)?(ovs-vswitchd|ovsdb-server|[a-z-]+-(openvswitch|ovs|linuxbridge|dhcp|l3|metadata)-agent)( .*)?$~\\1 \\2 \\3 \\4 \\9~p';

/** How a bundle is written by a shell: `ask INPUT COMMAND…`, `first 'COMMAND'…`, `version TOOL COMMAND…`, `listen COMMAND…`, `finish`. */
export const bundleFunctions = (version: string, listenSeconds: number): string => String.raw`set -u
umask 077
LC_ALL=C LANG=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
export LC_ALL LANG PATH
if [ "$(id -u)" != 0 ]; then
  echo "qdoctor: Reading the namespaces and Open vSwitch requires root. Use sudo sh $0" >&2
  exit 3
fi
say() { printf '%s\n' "$1"; }
host=$(uname -n)
started=$(date -u +%Y-%m-%dT%H:%M:%SZ)
name=qdoctor-$(printf %s "$host" | sed 's/[^[:alnum:]_.-]\{1,\}/_/g')-$(printf %s "$started" | tr -d ':-')
target=$name.tar.gz
if [ $# -gt 0 ]; then target=$1; fi
if [ -e "$target" ]; then
  echo "qdoctor: $target already exists." >&2
  exit 2
fi
scratch=$target.part
# A process, and when it was started: its number alone may be another's by now.
identity() { say "$1 $(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20)"; }
# What runs that were killed have left there: their captures, which end with them otherwise, and their folders.
for left in "$(dirname "$target")"/*.part/owner; do
  if ! [ -O "$left" ]; then continue; fi
  read -r pid since <"$left"
  if [ "$(identity "$pid")" = "$pid $since" ]; then continue; fi
  while read -r pid; do
    case $(tr '\000' ' ' <"/proc/$pid/cmdline" 2>/dev/null) in *tcpdump*) kill "$pid" 2>/dev/null ;; esac
  done 2>/dev/null <"$(dirname "$left")/captures"
  rm -rf "$(dirname "$left")"
done
bundle=$scratch/$name
captures=
napping=
end() {
  for pid in $captures $napping; do kill "$pid" 2>/dev/null; done
  rm -rf "$scratch"
}
trap end EXIT
trap 'exit 130' INT TERM HUP
mkdir "$scratch" && identity "$$" >"$scratch/owner" && mkdir "$bundle" "$bundle/${captureFolder}" || exit 2
limit='timeout ${defaultTimeoutMs / 1000}'
longest='timeout ${listenSeconds + 30}'
if ! $limit true 2>/dev/null; then limit= longest=; fi

redact() { sed -E ${quoted(redactionProgram)}; }
# What a tool printed.
redact_output() {
  case $1 in
  ps) sed -E ${quoted(processRedactionProgram)} ;;
  *) redact ;;
  esac
}
# One that a signal ends at once.
pause() {
  sleep "$1" &
  napping=$!
  wait "$napping"
  napping=
}
# Lines as JSON: each a word, or all of them one text.
as_words() { sed -e 's/[\\"]/\\&/g' -e 's/.*/"&"/' -e '$!s/$/,/' | tr -d '\n'; }
as_text() { tr -d '\000-\010\013-\037\177' | sed -e 's/[\\"]/\\&/g' -e 's/	/\\t/g' -e 's/$/\\n/' | tr -d '\n'; }

# Sets $file, $argv and $at for a command, redacted.
name_of() {
  at=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  argv=$(printf '%s\n' "$@" | redact)
  base=$(printf %s "$argv" | tr '\n' ' ' | sed 's/[^[:alnum:]_.-]\{1,\}/_/g' | cut -c1-${longestName})
  argv=$(printf '%s\n' "$argv" | as_words)
  file=$base
  count=1
  while [ -e "$bundle/$file" ] || [ -e "$bundle/${captureFolder}/$file.pcap" ]; do
    count=$((count + 1))
    file=$base.$count
  done
}

# note END: an entry of the manifest for what name_of was told.
note() { printf ',\n    {"argv":[%s],%s"at":"%s","end":%s}' "$argv" "$asked" "$at" "$1" >>"$scratch/commands"; }

# Daemons that live in containers with the host's network and users, as "PID PROGRAM" in a file: only these have what a
# host of containers lacks, its tools and the files of its agents.
find_homes() {
  : >"$scratch/homes"
  set -- $(stat -L -c %i /proc/self/ns/mnt /proc/self/ns/net /proc/self/ns/user 2>/dev/null)
  if [ $# != 3 ]; then return; fi
  ps -ww -eo pid=,mntns=,netns=,userns=,args= 2>/dev/null |
    sed -nE ${quoted(daemonProgram)} |
    while read -r pid mounts network users program; do
      if [ "$mounts" != "$1" ] && [ "$network" = "$2" ] && [ "$users" = "$3" ]; then say "$pid $program"; fi
    done >"$scratch/homes"
}
# Those of a program, then all others.
homes_of() { sed -nE "s/^([0-9]+) [^ ]*($1)\$/\1/p" "$scratch/homes"; sed 's/ .*//' "$scratch/homes"; }
# Sets $home to the process in whose container a command has to run; empty: on the host.
home_for() {
  home=
  if [ ! -s "$scratch/homes" ]; then return; fi
  case $* in
  */proc/*) return ;;
  *${kollaStatePath}*)
    for home in $(homes_of 'dhcp-agent|l3-agent'); do
      if [ -d "/proc/$home/root${kollaStatePath}" ]; then return; fi
    done
    home=
    ;;
  esac
  if [ "$1 ${'$'}{2-} ${'$'}{3-}" = 'ip netns exec' ]; then shift 4; fi
  if command -v "$1" >/dev/null 2>&1; then return; fi
  case $1 in
  ovs*) daemon=ovs-vswitchd ;;
  dnsmasq | dhcp_release) daemon=dhcp-agent ;;
  ebtables* | arptables* | brctl) daemon='openvswitch-agent|ovs-agent' ;;
  *) daemon=l3-agent ;;
  esac
  for home in $(homes_of "$daemon"); do
    for folder in ${toolFolders.join(' ')}; do
      if [ -e "/proc/$home/root/$folder/$1" ]; then return; fi
    done
  done
  home=
}

# Leaves the exit code in $code, the file of the output in $answer, and what was said besides in $errors.
ask() {
  input=$1
  shift
  name_of "$@"
  asked=
  if [ -n "$input" ]; then asked="\"input\":\"$(printf %s "$input" | as_text)\","; fi
  code=127
  errors=
  answer=/dev/null
  home_for "$@"
  if [ -z "$home" ] && ! command -v "$1" >/dev/null 2>&1; then
    note '{"kind":"tool-missing"}'
    return
  fi
  asking=$1
  if [ -n "$home" ] && [ "$1 ${'$'}{2-} ${'$'}{3-}" = 'ip netns exec' ]; then
    inside=$4
    shift 4
    set -- ip netns exec "$inside" nsenter -t "$home" -m -p -- "$@"
  elif [ -n "$home" ]; then
    set -- nsenter -t "$home" -m -p -- "$@"
  fi
  errors=$({ { printf %s "$input" | $limit "$@"; echo "$?" >&3; } | redact_output "$asking" >"$bundle/$file"; } 2>&1 3>"$scratch/code" | redact)
  code=$(cat "$scratch/code")
  case $code in
  124 | 143)
    note '{"kind":"timed-out","afterMs":${defaultTimeoutMs}}'
    rm "$bundle/$file"
    ;;
  *)
    text=
    if [ -n "$errors" ]; then text=$(say "$errors" | as_text); fi
    answer=$bundle/$file
    note "{\"kind\":\"exited\",\"exitCode\":$code,\"file\":\"$file\",\"stderr\":\"$text\"}"
    ;;
  esac
}

# The first of several commands that gives an answer.
first() {
  for words in "$@"; do
    ask '' $words
    if [ "$code" = 0 ]; then return; fi
  done
}

version() {
  tool=$1
  shift
  ask '' "$@"
  line=$( (cat "$answer"; say "$errors") | sed -n '/./{p;q;}' | as_text | sed 's/\\n$//')
  if [ -n "$line" ]; then printf ',"%s":"%s"' "$tool" "$line" >>"$scratch/versions"; fi
}

listen() {
  home_for "$@"
  if [ -z "$home" ] && ! command -v tcpdump >/dev/null 2>&1; then return; fi
  name_of "$@"
  asked=
  if [ -n "$home" ] && [ "$1" = ip ]; then
    inside=$4
    shift 4
    set -- ip netns exec "$inside" nsenter -t "$home" -m -- "$@"
  elif [ -n "$home" ]; then
    set -- nsenter -t "$home" -m -- "$@"
  fi
  $longest "$@" </dev/null >"$bundle/${captureFolder}/$file.pcap" 2>/dev/null &
  captures="$captures $!"
  say "$!" >>"$scratch/captures"
  note "{\"kind\":\"streamed\",\"file\":\"${captureFolder}/$file.pcap\"}"
}

finish() {
  for pid in $captures; do kill "$pid" 2>/dev/null; done
  for pid in $captures; do wait "$pid"; done
  captures=
  # What could not listen is no capture; something has been asked since, so the list still ends as it should.
  for capture in "$bundle/${captureFolder}"/*; do
    if [ -s "$capture" ]; then continue; fi
    rm -f "$capture"
    grep -vF "/$(basename "$capture")\"" "$scratch/commands" >"$scratch/others"
    mv "$scratch/others" "$scratch/commands"
  done
  rmdir "$bundle/${captureFolder}" 2>/dev/null
  sums=
  # An old host may not have it; then nobody will know whether a file is still as it was.
  if command -v sha256sum >/dev/null 2>&1; then
    sums=$(cd "$bundle" && find . -type f -exec sha256sum {} + | sed -nE 's~^([0-9a-f]{64}) [ *][.]/(.*)$~,"\2":{"sha256":"\1"}~p' | tr -d '\n')
  fi
  {
    printf '{\n  "format": "qdoctor.bundle/1",\n  "version": "${version}",\n  "host": %s,\n' "$(say "$host" | as_words)"
    printf '  "recorded": "%s",\n  "note": "Recorded by a script of qdoctor collect.",\n' "$started"
    printf '  "versions": {%s},\n  "playbook": "full",\n' "$(sed '1s/^,//' "$scratch/versions")"
    printf '  "files": {%s},\n' "$(say "$sums" | sed '1s/^,//')"
    printf '  "listenedSeconds": ${listenSeconds},\n  "commands": [%s\n  ]\n}\n' "$(sed '1s/^,//' "$scratch/commands")"
  } >"$bundle/manifest.json"
  case $target in
  *.tar.gz | *.tgz) tar -C "$scratch" -czf "$scratch/packed" "$name" && mv "$scratch/packed" "$target" ;;
  *) mv "$bundle" "$target" ;;
  esac || exit 2
  if [ -n "${'$'}{SUDO_UID-}" ] && [ -n "${'$'}{SUDO_GID-}" ]; then chown -RP "$SUDO_UID:$SUDO_GID" "$target"; fi
  echo "Recorded $host: $(grep -c '"argv"' "$scratch/commands") commands and captures in $target"
  echo "Diagnose it: qdoctor --ci --from $target"
}`;
