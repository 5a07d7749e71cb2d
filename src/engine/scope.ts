import { networksOf, routersOf, type Subject } from '../topology/subject.ts';

/** The part of a host that the user asked about; an empty scope is the whole host. */
export interface Scope {
  readonly networks: readonly string[];
  readonly routers: readonly string[];
  /** The first 11 characters of the ports' UUIDs. */
  readonly portKeys: readonly string[];
  /** The networks of those ports: they are looked at for their DHCP server and routers, not for other VMs. */
  readonly portNetworks: readonly string[];
}

export const everything: Scope = { networks: [], routers: [], portKeys: [], portNetworks: [] };

const isEverything = ({ networks, routers, portKeys }: Scope): boolean =>
  networks.length + routers.length + portKeys.length === 0;

/** Whether a subject is asked about. The host and its bridges always are: everything stands on them. */
export function isInScope(scope: Scope, subject: Subject): boolean {
  if (isEverything(scope) || subject.kind === 'bridge') return true;
  const networks = networksOf(subject);
  const routers = routersOf(subject);
  if (subject.kind === 'host') return networks.length + routers.length === 0 || isTied(scope, networks, routers);
  if (subject.kind === 'port' && scope.portKeys.includes(subject.portKey ?? '')) return true;
  const isVmPort =
    subject.path !== undefined ||
    (subject.kind === 'port' && routers.length === 0 && !/^(?:tap|ns-)/.test(subject.name));
  const ofPorts = isVmPort ? [] : scope.portNetworks;
  return isTied({ ...scope, networks: [...scope.networks, ...ofPorts] }, networks, routers);
}

const isTied = (scope: Scope, networks: readonly string[], routers: readonly string[]): boolean =>
  networks.some((id) => scope.networks.includes(id)) || routers.some((id) => scope.routers.includes(id));
