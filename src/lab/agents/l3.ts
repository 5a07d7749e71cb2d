import type { LabModel } from '../model.ts';
import { agentLibrary } from './library.ts';

/** Router namespaces, their qr and qg ports, addresses, routes, forwarding, NAT and metadata proxies. */
export function l3Agent(model: LabModel): string {
  return `${agentLibrary(model.programs.l3)}
launch
plug "$intent/l3.ports" || exit 1
state=${model.stateDir}
[ ! -d "$intent/l3/state" ] || cp -r "$intent/l3/state/." "$state"

route() { configure "$intent/l3" "$1" && proxy "$1"; }
each_namespace "$intent/l3" route
failed=$?
tell_l2 ${model.services.l2} || failed=1
exit $failed
`;
}
