import { valuesOf } from '../../src/facts/known.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { areJoined } from '../../src/fleet/cloud.ts';

export default defineCloudCheck({
  id: 'segmentation-id-shared',
  layer: 'overlay',
  title: 'Two networks have one segmentation id',
  why: 'In the tunnels both are one network: their tenants see and disturb each other.',
  symptom: 'VMs get addresses of a foreign DHCP server, and answers come from strangers with the same address.',
  remedy:
    'Delete one of the networks and create it again with an id of its own: two Neutron servers must not share a range.',
  limits:
    'Judged by what the agents noted at their ports, of hosts that have tunnels to each other; a network without ports on these hosts is not seen.',
  sources: ['https://docs.openstack.org/neutron/latest/admin/config-ml2.html#vxlan-tenant-provider-networks'],
  severity: 'error',
  each: 'segments',
  comparesNoAddresses: true,
  explainedBy: ['segmentation-id-differs'],
  explains: ['dhcp-foreign-offer', 'address-answered-twice'],
  judge({ id, users, subject }) {
    const [first] = users;
    const other = users.find(
      (user) => first !== undefined && user.network.id !== first.network.id && areJoined(first.host, user.host),
    );
    if (first === undefined || other === undefined) return undefined;
    return {
      host: other.host.name,
      hosts: [...new Set(users.map(({ host }) => host.name))],
      subject,
      affects: [other.network.subject],
      summary: `Networks ${first.network.id} and ${other.network.id} both have segmentation id ${id}.`,
      evidence: [first, other].flatMap(({ host, network }) =>
        valuesOf(host.topology.ports)
          .filter(({ port }) => port.otherConfig['net_uuid'] === network.id)
          .slice(0, 1)
          .map(({ port }) =>
            seenOn(host.name, {
              command: ['ovs-vsctl', 'get', 'Port', port.name, 'other_config'],
              where: 'host',
              output: `net_uuid="${network.id}", segmentation_id="${id}"`,
            }),
          ),
      ),
      fix: null,
    };
  },
});
