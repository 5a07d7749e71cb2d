import type { LabModel } from '../model.ts';
import { agentLibrary } from './library.ts';

/** Router namespaces, their qr and qg ports, addresses, routes, forwarding, NAT and metadata proxies. */
export function l3Agent(model: LabModel): string {
  return `${agentLibrary(model.programs.l3)}
launch
plug "$intent/l3.ports" || exit 1
state=${model.stateDir}
mkdir -p "$state/external/pids"
[ ! -d "$intent/l3/state" ] || cp -r "$intent/l3/state/." "$state"

# A router whose proxy runs keeps it, wherever it runs.
route() {
  configure "$intent/l3" "$1" || return 1
  id=\${1#qrouter-} pid=
  conf=$state/ns-metadata-proxy/$id.conf pidfile=$state/external/pids/$id.pid.haproxy
  [ -e "$conf" ] || return 0
  [ ! -e "$pidfile" ] || read -r pid <"$pidfile"
  [ -n "$pid" ] && grep -qs "$conf" "/proc/$pid/cmdline" && return 0
  ip netns exec "$1" haproxy -f "$conf"
}
each_namespace "$intent/l3" route
failed=$?
tell_l2 ${model.services.l2} || failed=1
exit $failed
`;
}
