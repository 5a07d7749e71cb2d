import { valuesOf } from '../../facts/known.ts';
import { groupedBy } from '../../grouped.ts';
import type { Port } from '../../topology/ports.ts';
import type { Subject } from '../../topology/subject.ts';
import type { CloudHost } from '../cloud.ts';
import { defineCloudSection } from './define.ts';

/** A MAC in a network, and the ports in use that have it. */
export interface CloudMac {
  readonly subject: Subject;
  readonly mac: string;
  readonly networkId: string;
  readonly holders: readonly MacHolder[];
}

export interface MacHolder {
  readonly host: CloudHost;
  readonly port: Port;
  /** The port's UUID: the instances of a router have one port on several hosts. */
  readonly id: string;
  /** Where its device is; undefined for the port of a VM. */
  readonly namespace: string | undefined;
}

export const cloudMacs = defineCloudSection({
  name: 'cloudMacs',
  noun: 'ports',
  reads: ['ports'],
  build(hosts): readonly CloudMac[] {
    const all = hosts.flatMap((host) =>
      valuesOf(host.topology.ports).flatMap((port) =>
        holdersOf(host, port).map((holder) => ({ ...holder, networkId: port.network?.id ?? '' })),
      ),
    );
    return [...groupedBy(all, ({ networkId, mac }) => `${networkId} ${mac}`).values()].flatMap((holders) => {
      const [first] = holders;
      if (first === undefined) return [];
      const { mac, networkId, port } = first;
      return [{ subject: port.subject, mac, networkId, holders }];
    });
  },
});

/** What a device in a namespace has is what it sends with; of a VM's port, what nova wrote down. */
function holdersOf(host: CloudHost, port: Port): readonly (MacHolder & { readonly mac: string })[] {
  const { role, hasGuest, network, mac, sightings } = port;
  const id = port.interface?.externalIds['iface-id'];
  if (id === undefined || network === undefined || port.port.tag === 'dead') return [];
  if (role === 'vm')
    return hasGuest === true && mac !== undefined ? [{ host, port, id, mac, namespace: undefined }] : [];
  return sightings.flatMap(({ namespace, interface: { mac: own } }) =>
    namespace === undefined || own === undefined ? [] : [{ host, port, id, mac: own, namespace }],
  );
}
