import { type Known, known } from '../facts/known.ts';
import type { Host } from '../host/host.ts';
import { withObserved } from '../topology/build.ts';
import type { Input, Topology } from '../topology/index.ts';
import { type WatchOptions, watchDhcp } from './watch-dhcp.ts';
import { watchHa } from './watch-ha.ts';
import { watchNova } from './watch-nova.ts';
import { watchReach } from './watch-reach.ts';

/** Adds to a topology what the wire tells, as far as a check reads it: DHCP, whom the routers reach, which node of an HA router
 * is active, and whether nova takes connections. */
export async function watchWire(
  host: Host,
  topology: Topology,
  watching: WatchOptions,
  read: readonly Input[] = ['dhcpWatches', 'reaches', 'haWatches', 'novaConnections'],
): Promise<Topology> {
  const { isInScope, wantedPorts, permission } = watching;
  const nothing: Known<readonly []> = known([]);
  const isDhcpRead = read.includes('dhcpWatches') || read.includes('dhcpSessions');
  const maySend = permission.may === 'send';
  const [dhcp, reaches, haWatches, novaConnections] = await Promise.all([
    isDhcpRead ? watchDhcp(host, topology, watching) : {},
    maySend && read.includes('reaches') ? watchReach(host, topology, isInScope, wantedPorts) : nothing,
    maySend && read.includes('haWatches') ? watchHa(host, topology, isInScope) : nothing,
    maySend && read.includes('novaConnections') ? watchNova(host, topology) : nothing,
  ]);
  return withObserved(topology, { ...dhcp, reaches, haWatches, novaConnections });
}
