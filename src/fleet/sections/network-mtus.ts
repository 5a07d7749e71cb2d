import { valuesOf } from '../../facts/known.ts';
import type { Port } from '../../topology/ports.ts';
import type { Subject } from '../../topology/subject.ts';
import type { CloudHost } from '../cloud.ts';
import { defineCloudSection } from './define.ts';

/** A network, and the MTU of the ports that agents have made in it on all hosts. */
export interface NetworkMtu {
  readonly subject: Subject;
  readonly id: string;
  readonly devices: readonly MtuDevice[];
}

export interface MtuDevice {
  readonly host: CloudHost;
  readonly namespace: string;
  readonly name: string;
  readonly mtu: number;
}

export const networkMtus = defineCloudSection({
  name: 'networkMtus',
  noun: 'networks with routers or DHCP servers on several hosts',
  reads: ['networks'],
  build(hosts): readonly NetworkMtu[] {
    const found = new Map<string, { subject: Subject; devices: MtuDevice[] }>();
    for (const host of hosts) {
      for (const { id, subject, ports } of valuesOf(host.topology.networks)) {
        const entry = found.get(id) ?? { subject, devices: [] };
        entry.devices.push(...ports.flatMap((port) => devicesOf(host, port)));
        found.set(id, entry);
      }
    }
    return [...found].map(([id, { subject, devices }]) => ({ subject, id, devices }));
  },
});

/** Where its port is plugged in, the agent sets the MTU that the server has for the network; a VM's is as of its last start. */
const devicesOf = (host: CloudHost, { role, port, sightings }: Port): readonly MtuDevice[] =>
  role === 'vm' || port.tag === 'dead'
    ? []
    : sightings.flatMap(({ namespace, interface: { name, mtu } }) =>
        namespace === undefined || mtu === undefined ? [] : [{ host, namespace, name, mtu }],
      );
