import { valuesOf } from '../../facts/known.ts';
import { groupedBy } from '../../grouped.ts';
import type { OverlayNetwork } from '../../topology/overlay.ts';
import type { Subject } from '../../topology/subject.ts';
import type { CloudHost } from '../cloud.ts';
import { defineCloudSection } from './define.ts';

/** A segmentation id, and the networks that use it. */
export interface Segment {
  readonly subject: Subject;
  readonly id: number;
  readonly users: readonly { readonly host: CloudHost; readonly network: OverlayNetwork }[];
}

export const segments = defineCloudSection({
  name: 'segments',
  noun: 'tunnelled networks',
  reads: ['overlayNetworks'],
  build(hosts): readonly Segment[] {
    const all = hosts.flatMap((host) => valuesOf(host.topology.overlayNetworks).map((network) => ({ host, network })));
    return [...groupedBy(all, ({ network }) => `${network.type} ${network.segmentationId}`).values()].flatMap(
      (users) => {
        const [first] = users;
        return first === undefined ? [] : [{ subject: first.network.subject, id: first.network.segmentationId, users }];
      },
    );
  },
});
