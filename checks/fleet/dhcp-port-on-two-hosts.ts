import { addressEvidence } from '../../src/evidence/devices.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { namesOf, requireAtOnce } from '../../src/fleet/cloud.ts';
import type { DhcpReplicas } from '../../src/fleet/sections/dhcp-replicas.ts';
import { groupedBy } from '../../src/grouped.ts';
import { addressesOn } from '../../src/topology/addresses.ts';

export default defineCloudCheck({
  id: 'dhcp-port-on-two-hosts',
  layer: 'dhcp',
  title: 'One DHCP port is in use on two hosts',
  why: 'Both servers have its MAC and address: what VMs send to it goes now to the one, now to the other.',
  symptom: 'After a network was moved to another DHCP agent, leases are renewed and metadata answers intermittently.',
  remedy:
    'Restart the DHCP agent on the host that Neutron does not have the network on (openstack network agent list --network): it removes what is left.',
  limits:
    'Servers of a network with a port each are meant. A device that is down or has no address does not count. Which host is right only Neutron knows, so no fix is proposed.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/config-dhcp-ha.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py',
  ],
  severity: 'error',
  each: 'dhcpReplicas',
  comparesNoAddresses: true,
  explainedBy: ['dhcp-agent-not-running', 'dhcp-agent-frozen'],
  explains: ['address-answered-twice', 'dhcp-request-unanswered'],
  judge({ networkId, servers, subject }) {
    const inUse = servers.filter(isInUse);
    const [twice] = [...groupedBy(inUse, ({ server }) => server.device).values()].filter((same) => same.length > 1);
    const [first] = twice ?? [];
    if (twice === undefined || first === undefined) return undefined;
    const hosts = twice.map(({ host }) => host);
    requireAtOnce(hosts);
    return {
      host: first.host.name,
      hosts: hosts.map(({ name }) => name),
      subject,
      summary: `DHCP port ${first.server.device} of network ${networkId} is in use on ${namesOf(hosts)}.`,
      evidence: twice.flatMap(({ host, server: { namespace, interface: device } }) =>
        device.known && device.value !== undefined ? [seenOn(host.name, addressEvidence(namespace, device.value))] : [],
      ),
      fix: null,
    };
  },
});

function isInUse({ server: { interface: device } }: DhcpReplicas['servers'][number]): boolean {
  const own = device.known ? device.value : undefined;
  return own !== undefined && own.isUp !== false && addressesOn(own).length > 0;
}
