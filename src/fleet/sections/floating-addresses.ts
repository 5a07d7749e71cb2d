import { valuesOf } from '../../facts/known.ts';
import { groupedBy } from '../../grouped.ts';
import type { FloatingIp } from '../../topology/floating-ips.ts';
import type { Subject } from '../../topology/subject.ts';
import type { CloudHost } from '../cloud.ts';
import { defineCloudSection } from './define.ts';

/** A floating IP of an external network, and the hosts whose routers hold it. */
export interface FloatingAddress {
  readonly subject: Subject;
  readonly address: string;
  readonly holders: readonly { readonly host: CloudHost; readonly floatingIp: FloatingIp }[];
}

export const floatingAddresses = defineCloudSection({
  name: 'floatingAddresses',
  noun: 'floating IPs',
  reads: ['floatingIps'],
  build(hosts): readonly FloatingAddress[] {
    const all = hosts.flatMap((host) =>
      valuesOf(host.topology.floatingIps).map((floatingIp) => ({ host, floatingIp })),
    );
    return [...groupedBy(all, keyOf).values()].flatMap((holders) => {
      const [first] = holders;
      if (first === undefined) return [];
      return [{ subject: first.floatingIp.subject, address: first.floatingIp.address, holders }];
    });
  },
});

/** Ranges of different external networks may overlap; where the network is unknown, none is taken for another's. */
function keyOf({ floatingIp: { address, gateway } }: { readonly floatingIp: FloatingIp }): string | undefined {
  const network = gateway.port.known ? gateway.port.value?.network?.id : undefined;
  return network === undefined ? undefined : `${network} ${address}`;
}
