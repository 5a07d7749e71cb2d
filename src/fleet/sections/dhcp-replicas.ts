import { valuesOf } from '../../facts/known.ts';
import { groupedBy } from '../../grouped.ts';
import type { Subject } from '../../topology/subject.ts';
import type { CloudDhcpServer, CloudHost } from '../cloud.ts';
import { defineCloudSection } from './define.ts';

/** A network that several hosts serve, any of which may answer a client. */
export interface DhcpReplicas {
  readonly subject: Subject;
  readonly networkId: string;
  readonly servers: readonly { readonly host: CloudHost; readonly server: CloudDhcpServer }[];
  /** The ports of VMs with a guest, on all hosts: which MACs ask. */
  readonly clients: readonly { readonly host: CloudHost; readonly subject: Subject; readonly mac: string }[];
}

export const dhcpReplicas = defineCloudSection({
  name: 'dhcpReplicas',
  noun: 'networks with DHCP servers on several hosts',
  reads: ['dhcpServers', 'vmPorts'],
  build(hosts): readonly DhcpReplicas[] {
    const servers = groupedBy(
      hosts.flatMap((host) => valuesOf(host.topology.dhcpServers).map((server) => ({ host, server }))),
      ({ server }) => server.networkId,
    );
    const clients = groupedBy(
      hosts.flatMap((host) =>
        valuesOf(host.topology.vmPorts).flatMap(({ subject, mac, networkId, tap }) =>
          mac === undefined || tap === undefined ? [] : [{ host, subject, mac, networkId }],
        ),
      ),
      ({ networkId }) => networkId,
    );
    return [...servers].flatMap(([networkId, own]) => {
      const [first] = own;
      if (first === undefined || own.length < 2) return [];
      return [{ subject: first.server.subject, networkId, servers: own, clients: clients.get(networkId) ?? [] }];
    });
  },
});
