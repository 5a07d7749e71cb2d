import { networksOf, routersOf, type Subject } from '../topology/subject.ts';

/** The part of a host that the user asked about, and what that depends on; an empty scope is the whole host. */
export interface Scope {
  readonly networks: readonly string[];
  readonly routers: readonly string[];
  /** The first 11 characters of the ports' UUIDs. */
  readonly portKeys: readonly string[];
  /** What the chosen ports and networks need in order to work; of these, other VMs are left out. */
  readonly needed: { readonly networks: readonly string[]; readonly routers: readonly string[] };
}

export const everything: Scope = { networks: [], routers: [], portKeys: [], needed: { networks: [], routers: [] } };

const isEverything = ({ networks, routers, portKeys }: Scope): boolean =>
  networks.length + routers.length + portKeys.length === 0;

/** Whether a subject is in scope. The host and its bridges always are: everything depends on them. */
export function isInScope(scope: Scope, subject: Subject): boolean {
  if (isEverything(scope) || subject.kind === 'bridge') return true;
  const networks = networksOf(subject);
  const routers = routersOf(subject);
  if (subject.kind === 'port' && scope.portKeys.includes(subject.portKey ?? '')) return true;
  if (isTied(scope, networks, routers)) return true;
  if (isVmPort(subject)) return false;
  const isOfWholeHost = subject.kind === 'host' && networks.length + routers.length === 0;
  return isOfWholeHost || isTied(scope.needed, networks, routers);
}

/** A tunnel has no other name than that of its port, and carries its networks for every VM of them. */
const isTunnel = ({ name, portKey }: Subject): boolean => name === portKey;

const isVmPort = (subject: Subject): boolean =>
  subject.path !== undefined ||
  (subject.kind === 'port' && subject.routers.length === 0 && !/^(?:tap|ns-)/.test(subject.name) && !isTunnel(subject));

const isTied = (
  scope: Pick<Scope, 'networks' | 'routers'>,
  networks: readonly string[],
  routers: readonly string[],
): boolean => networks.some((id) => scope.networks.includes(id)) || routers.some((id) => scope.routers.includes(id));
