import { usualIntegrationBridge } from '../../facts/switch.ts';
import { groupedBy } from '../../grouped.ts';
import { hostSubject, type Subject } from '../../topology/subject.ts';
import type { CloudHost } from '../cloud.ts';
import { defineCloudSection, hostsOf } from './define.ts';

/** A name that hosts give themselves, and all that do. */
export interface Hostname {
  readonly subject: Subject;
  readonly hostname: string;
  readonly hosts: readonly CloudHost[];
}

export const hostnames = defineCloudSection({
  name: 'hostnames',
  noun: 'hosts',
  reads: ['tunnels'],
  build: (hosts): readonly Hostname[] =>
    [...groupedBy(hosts, ({ hostname }) => hostname)].map(([hostname, own]) => ({
      subject: hostSubject(own[0]?.name ?? ''),
      hostname,
      hosts: own,
    })),
});

/** A datapath id, and the hosts with an integration bridge of that id. */
export interface DatapathId {
  readonly subject: Subject;
  readonly id: string;
  readonly bridge: string;
  readonly hosts: readonly CloudHost[];
}

export const datapathIds = defineCloudSection({
  name: 'datapathIds',
  noun: 'integration bridges',
  reads: [],
  build(hosts): readonly DatapathId[] {
    const all = hosts.flatMap((host) => {
      const { switchDatabase } = host.topology;
      const bridge = switchDatabase.known
        ? switchDatabase.value.bridges.find(({ name }) => name === usualIntegrationBridge)
        : undefined;
      return bridge?.datapathId === undefined ? [] : [{ host, id: bridge.datapathId }];
    });
    return [...groupedBy(all, ({ id }) => id)].map(([id, own]) => ({
      subject: hostSubject(own[0]?.host.name ?? ''),
      id,
      bridge: usualIntegrationBridge,
      hosts: hostsOf(own),
    }));
  },
});
