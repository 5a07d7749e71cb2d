import { valuesOf } from '../../facts/known.ts';
import { groupedBy } from '../../grouped.ts';
import type { Tunnel } from '../../topology/overlay.ts';
import { hostSubject, type Subject } from '../../topology/subject.ts';
import type { CloudHost } from '../cloud.ts';
import { defineCloudSection } from './define.ts';

/** An address that tunnels start from, and the hosts whose tunnels do. */
export interface TunnelAddress {
  readonly subject: Subject;
  readonly address: string;
  readonly ends: readonly { readonly host: CloudHost; readonly tunnels: readonly Tunnel[] }[];
}

export const tunnelAddresses = defineCloudSection({
  name: 'tunnelAddresses',
  noun: 'tunnels',
  reads: ['tunnels'],
  build(hosts): readonly TunnelAddress[] {
    const all = hosts.flatMap((host) =>
      [...groupedBy(valuesOf(host.topology.tunnels), ({ localIp }) => localIp)].map(([address, tunnels]) => ({
        ...{ host, address, tunnels },
      })),
    );
    return [...groupedBy(all, ({ address }) => address)].map(([address, ends]) => ({
      subject: hostSubject(ends[0]?.host.name ?? ''),
      address,
      ends,
    }));
  },
});
