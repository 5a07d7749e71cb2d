import { valuesOf } from '../../facts/known.ts';
import { groupedBy } from '../../grouped.ts';
import type { Port } from '../../topology/ports.ts';
import type { Subject } from '../../topology/subject.ts';
import type { CloudHost } from '../cloud.ts';
import { defineCloudSection } from './define.ts';

/** A VM's port by its UUID, and the hosts on which its guest is plugged in. */
export interface CloudVmPort {
  readonly subject: Subject;
  readonly id: string;
  readonly plugs: readonly { readonly host: CloudHost; readonly port: Port }[];
}

export const cloudVmPorts = defineCloudSection({
  name: 'cloudVmPorts',
  noun: 'VM ports',
  reads: ['ports'],
  build(hosts): readonly CloudVmPort[] {
    const all = hosts.flatMap((host) =>
      valuesOf(host.topology.ports)
        .filter(({ role, hasGuest }) => role === 'vm' && hasGuest === true)
        .map((port) => ({ host, port })),
    );
    return [...groupedBy(all, ({ port }) => port.interface?.externalIds['iface-id'])].flatMap(([id, plugs]) => {
      const [first] = plugs;
      return first === undefined ? [] : [{ subject: first.port.subject, id, plugs }];
    });
  },
});
