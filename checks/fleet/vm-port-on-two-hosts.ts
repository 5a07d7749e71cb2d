import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { namesOf, requireAtOnce } from '../../src/fleet/cloud.ts';

export default defineCloudCheck({
  id: 'vm-port-on-two-hosts',
  layer: 'tap',
  title: 'Port of a VM is plugged in on two hosts',
  why: 'Both hosts answer for its MAC and address: packets go now to the one, now to the other.',
  symptom: 'After a migration or an evacuation a VM answers intermittently, or its disk is written by two guests.',
  remedy:
    'Find the host that nova has for the instance (openstack server show), and destroy the leftover guest on the other.',
  limits:
    'During a live migration the port is on both hosts for a moment: then it is no fault. A port without a guest on it, as it is left behind, does not count.',
  sources: [
    'https://docs.openstack.org/nova/latest/admin/evacuate.html',
    'https://bugs.launchpad.net/nova/+bug/1414065',
  ],
  severity: 'warning',
  each: 'cloudVmPorts',
  comparesNoAddresses: true,
  explainedBy: [],
  explains: ['address-answered-twice'],
  judge({ id, plugs, subject }) {
    const hosts = [...new Set(plugs.map(({ host }) => host))];
    const [first] = hosts;
    if (first === undefined || hosts.length < 2) return undefined;
    requireAtOnce(hosts);
    return {
      host: first.name,
      hosts: hosts.map(({ name }) => name),
      subject,
      summary: `Port ${id} is plugged in on ${namesOf(hosts)}.`,
      evidence: plugs.map(({ host, port }) =>
        seenOn(host.name, {
          command: ['ovs-vsctl', 'get', 'Interface', port.subject.name, 'external_ids'],
          where: 'host',
          output: `iface-id="${id}"`,
        }),
      ),
      fix: null,
    };
  },
});
