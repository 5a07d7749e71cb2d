import type { LabModel } from '../model.ts';
import { agentLibrary, programDir } from './library.ts';

/** Router namespaces, their qr and qg ports, addresses, routes, forwarding, NAT and metadata proxies. */
export function l3Agent(model: LabModel): string {
  return `${agentLibrary(model.programs.l3)}
launch
plug "$intent/l3.ports" || exit 1
# The veth pairs between namespaces; those that are there already stay.
[ ! -e "$intent/l3.pairs" ] || ip -force -batch "$intent/l3.pairs" 2>/dev/null
state=${model.stateDir}
[ ! -d "$intent/l3/state" ] || { mkdir -p "$state" && cp -r "$intent/l3/state/." "$state"; }

# Starts what a router that is highly available has besides, for the namespace $1: keepalived, and what watches it.
redundant() {
  id=\${1#qrouter-} conf=$state/ha_confs/\${1#qrouter-}
  [ -e "$conf/keepalived.conf" ] || return 0
  # One that runs rereads its configuration.
  [ ! -e "$conf.pid.keepalived" ] || { read -r pid <"$conf.pid.keepalived" && kill -HUP "$pid" 2>/dev/null; } || :
  stay keepalived "$1" -P -f "$conf/keepalived.conf" -p "$conf.pid.keepalived"
  stay neutron-keepalived-state-change "$1" --router_id="$id" --namespace="$1" --conf_dir="$conf"
}

# Runs the program $1 in the namespace $2 with the other words, unless it runs for this router.
stay() {
  program=$1 namespace=$2 pid=
  shift 2
  [ ! -e "$conf.pid.$program" ] || read -r pid <"$conf.pid.$program"
  [ -n "$pid" ] && grep -qs "$id" "/proc/$pid/cmdline" && return 0
  (
    ip netns exec "$namespace" setsid ${programDir}/$program "$@" </dev/null >/dev/null 2>&1 &
    echo $! >"$conf.pid.$program"
  )
}

route() { configure "$intent/l3" "$1" && proxy "$1" && redundant "$1"; }
each_namespace "$intent/l3" route
failed=$?
tell_l2 ${model.services.l2} || failed=1
exit $failed
`;
}
