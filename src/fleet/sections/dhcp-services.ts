import { valuesOf } from '../../facts/known.ts';
import { groupedBy } from '../../grouped.ts';
import type { Subject } from '../../topology/subject.ts';
import type { CloudDhcpServer, CloudHost, CloudVm } from '../cloud.ts';
import { defineCloudSection } from './define.ts';

/** A VM's port, and the DHCP servers of its network, none of which is on its own host. */
export interface DhcpService {
  readonly subject: Subject;
  readonly host: CloudHost;
  readonly vm: CloudVm;
  readonly servers: readonly { readonly host: CloudHost; readonly server: CloudDhcpServer }[];
}

export const dhcpServices = defineCloudSection({
  name: 'dhcpServices',
  noun: 'VMs with a DHCP server on another host',
  reads: ['vmPorts', 'dhcpServers'],
  build(hosts): readonly DhcpService[] {
    const servers = groupedBy(
      hosts.flatMap((host) => valuesOf(host.topology.dhcpServers).map((server) => ({ host, server }))),
      ({ server }) => server.networkId,
    );
    return hosts.flatMap((host) =>
      valuesOf(host.topology.vmPorts).flatMap((vm) => {
        const own = vm.networkId === undefined ? [] : (servers.get(vm.networkId) ?? []);
        const isServedHere = own.some((one) => one.host === host);
        return own.length === 0 || isServedHere ? [] : [{ subject: vm.subject, host, vm, servers: own }];
      }),
    );
  },
});
