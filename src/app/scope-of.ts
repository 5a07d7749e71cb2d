import { everything, type Scope } from '../engine/scope.ts';
import { findNetwork, findPort, findRouter, routersOfNetworks } from '../topology/find.ts';
import type { Topology } from '../topology/index.ts';
import type { RunOptions } from './run-options.ts';

type Words = Pick<RunOptions, 'networks' | 'routers' | 'ports'>;

/** Whether a run is about a part of the host only. */
export const hasScope = ({ networks, routers, ports }: Words): boolean =>
  networks.length + routers.length + ports.length > 0;

/** What the words of a run mean on a host, and what that needs in order to work. */
export function scopeOf(topology: Topology, options: Words): Scope {
  if (!hasScope(options)) return everything;
  const ports = options.ports.map((port) => findPort(topology, port));
  const networks = options.networks.map((network) => findNetwork(topology, network));
  const neededNetworks = ports.flatMap((port) => port.networks);
  return {
    networks,
    routers: options.routers.map((router) => findRouter(topology, router)),
    portKeys: ports.map(({ key }) => key),
    needed: { networks: neededNetworks, routers: routersOfNetworks(topology, [...networks, ...neededNetworks]) },
  };
}
