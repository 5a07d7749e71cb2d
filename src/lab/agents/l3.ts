import type { LabModel } from '../model.ts';
import { agentLibrary } from './library.ts';

/** Router namespaces, their qr and qg ports, addresses, routes, forwarding and NAT. */
export function l3Agent(model: LabModel): string {
  return `${agentLibrary(model.programs.l3)}
launch
plug "$intent/l3.ports" || exit 1
route() { configure "$intent/l3" "$1"; }
each_namespace "$intent/l3" route
failed=$?
[ ! -d "$intent/l3/state" ] || cp -r "$intent/l3/state/." ${model.stateDir}
tell_l2 ${model.services.l2} || failed=1
exit $failed
`;
}
