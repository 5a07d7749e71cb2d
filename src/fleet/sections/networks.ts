import { valuesOf } from '../../facts/known.ts';
import type { OverlayNetwork } from '../../topology/overlay.ts';
import type { Subject } from '../../topology/subject.ts';
import type { CloudHost } from '../cloud.ts';
import { defineCloudSection, groupedBy } from './define.ts';

/** A network, and what each host with ports of it takes it for. */
export interface CloudNetwork {
  readonly subject: Subject;
  readonly id: string;
  readonly members: readonly { readonly host: CloudHost; readonly network: OverlayNetwork }[];
}

export const cloudNetworks = defineCloudSection({
  name: 'cloudNetworks',
  noun: 'tunnelled networks',
  reads: ['overlayNetworks'],
  build(hosts): readonly CloudNetwork[] {
    const all = hosts.flatMap((host) => valuesOf(host.topology.overlayNetworks).map((network) => ({ host, network })));
    return [...groupedBy(all, ({ network }) => network.id)].map(([id, members]) => ({
      subject: { kind: 'network', id, name: id, networks: [], routers: [] },
      id,
      members,
    }));
  },
});
