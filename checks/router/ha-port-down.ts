import { defineCheck, told } from '../../src/engine/check.ts';
import { isUp } from '../../src/engine/devices.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { setUpFix } from '../../src/engine/fixes/links.ts';
import { ip } from '../../src/facts/within.ts';

export default defineCheck({
  id: 'ha-port-down',
  layer: 'router',
  title: 'HA router has lost the device by which its nodes hear of each other',
  why: 'Without ha-… keepalived gives up and takes all addresses of the router away, or fights with the other node for them.',
  symptom:
    'A router with high availability is active nowhere, or on two nodes, since an agent or the switch was restarted.',
  remedy: 'Set the device up again; where it is gone, restart the L3 agent, which plugs it again.',
  limits:
    'What becomes of its packets between the nodes is not seen. A port on the dead VLAN or with a wrong tag has findings of its own.',
  sources: [
    'https://bugs.launchpad.net/bugs/1798475',
    'https://bugs.launchpad.net/bugs/1959151',
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-vrrp.html',
  ],
  severity: 'error',
  each: 'haRouters',
  explainedBy: ['ovs-vswitchd-not-answering', 'integration-bridge-missing'],
  judge({ device: fact, router, host }) {
    const device = told(fact);
    const { namespace } = router;
    if (device === undefined) {
      return {
        summary: `${namespace} has no device ha-…, by which the nodes of the router hear of each other.`,
        evidence: [{ command: ip(namespace, '-br', 'link'), where: namespace, output: '(no ha-…)' }],
        fix: restartFix(host, 'l3-agent', 'plugs it again'),
      };
    }
    if (isUp(device)) return undefined;
    return {
      summary: `${device.name}, by which the nodes of the router hear of each other, is down.`,
      evidence: [linkEvidence(namespace, device.name, device)],
      fix: setUpFix(
        [{ name: device.name, namespace }],
        'The L3 agent sets its ports up when it makes them: find out who set this one down.',
      ),
    };
  },
});
