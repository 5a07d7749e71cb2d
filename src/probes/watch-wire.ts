import { type Known, known } from '../facts/known.ts';
import type { Host } from '../host/host.ts';
import type { Topology } from '../topology/types.ts';
import { type Watching, watchDhcp } from './watch-dhcp.ts';
import { watchReach } from './watch-reach.ts';

/** Adds to a topology what the wire tells: DHCP, and whom the routers reach. */
export async function watchWire(host: Host, topology: Topology, watching: Watching): Promise<Topology> {
  const { isAsked, wantedPorts, permission } = watching;
  const nothing: Known<readonly []> = known([]);
  const [dhcp, reaches] = await Promise.all([
    watchDhcp(host, topology, watching),
    permission.may === 'send' ? watchReach(host, topology, isAsked, wantedPorts) : nothing,
  ]);
  return { ...topology, ...dhcp, reaches };
}
