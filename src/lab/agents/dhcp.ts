import type { LabModel } from '../model.ts';
import { agentLibrary } from './library.ts';

/** DHCP namespaces, their tap ports, addresses, dnsmasq's files and dnsmasq itself. */
export function dhcpAgent(model: LabModel): string {
  return `${agentLibrary(model.programs.dhcp)}
state=${model.stateDir}
launch
plug "$intent/dhcp.ports" || exit 1
mkdir -p "$state" && cp -r "$intent/dhcp/state/." "$state"

# Sets the namespace $1 up and starts its dnsmasq again; the pid file may name one that runs in another namespace.
serve() {
  configure "$intent/dhcp" "$1" || return 1
  network=\${1#qdhcp-} pid=
  [ ! -e "$state/dhcp/$network/pid" ] || read -r pid <"$state/dhcp/$network/pid"
  case $(tr '\\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") in
  dnsmasq*"dhcp/$network/"*)
    kill -KILL "$pid"
    while [ -e "/proc/$pid" ]; do sleep 0.01; done ;;
  esac
  read -r arguments <"$intent/dhcp/$1.dnsmasq"
  set -f
  NETWORK_ID=$network ip netns exec "$1" dnsmasq $arguments || return 1
  proxy "$1"
}
each_namespace "$intent/dhcp" serve
failed=$?
tell_l2 ${model.services.l2} || failed=1
exit $failed
`;
}
