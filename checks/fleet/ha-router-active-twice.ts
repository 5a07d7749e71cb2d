import { addressEvidence } from '../../src/evidence/devices.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { namesOf, requireAtOnce } from '../../src/fleet/cloud.ts';

export default defineCloudCheck({
  id: 'ha-router-active-twice',
  layer: 'router',
  title: 'HA router is active on two hosts',
  why: 'Both instances hold the addresses of the router: connections through it break as packets change hosts.',
  symptom: 'Floating IPs and gateways answer from changing MACs; Neutron lists two active agents for the router.',
  remedy:
    'Restore what carries VRRP between the hosts: the tunnels, the HA network and its ports, and keepalived on both.',
  limits:
    'Two are active for a moment while one takes over. That no instance is active is not judged: another host may have it.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-vrrp.html',
    'https://bugs.launchpad.net/neutron/+bug/1731595',
  ],
  severity: 'error',
  each: 'cloudRouters',
  explainedBy: [
    'ha-port-down',
    'ha-keepalived-not-running',
    'port-tag-wrong',
    'port-dead-vlan',
    'tunnel-to-host-missing',
    'tunnel-ends-differ',
    'flood-skips-host',
    'segmentation-id-differs',
    'tunnel-input-rejected',
    'tunnel-device-down',
  ],
  explains: ['address-answered-twice'],
  applies: ({ instances }) => instances.filter(({ ha }) => ha !== undefined).length > 1,
  judge({ id, instances, subject }) {
    const active = instances.filter(({ ha }) => ha?.isActive.known === true && ha.isActive.value);
    const [first, ...others] = active;
    if (first === undefined || others.length === 0) return undefined;
    requireAtOnce(active.map(({ host }) => host));
    const names = active.map(({ host }) => host.name);
    return {
      host: first.host.name,
      hosts: names,
      subject,
      summary: `HA router ${id} is active on ${namesOf(active.map(({ host }) => host))}.`,
      evidence: active.flatMap(({ host, router, ha }) =>
        ha?.device.known === true && ha.device.value !== undefined
          ? [seenOn(host.name, addressEvidence(router.namespace, ha.device.value))]
          : [],
      ),
      fix: null,
    };
  },
});
