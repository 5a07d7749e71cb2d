import { isUp } from '../../src/analysis/devices.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { ip } from '../../src/facts/within.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { setUpFix } from '../../src/remedies/links.ts';

export default defineCheck({
  id: 'ha-port-down',
  layer: 'router',
  title: 'HA port of the router is down or missing',
  why: 'Without ha-… keepalived removes all addresses of the router, or both nodes become active.',
  symptom: 'An HA router is active nowhere, or on two nodes, since an agent or the switch was restarted.',
  remedy: 'Set the device up again; where it is missing, restart the L3 agent, which plugs it again.',
  limits:
    'The path between the nodes is not checked. A port on the dead VLAN or with a wrong tag has its own findings.',
  sources: [
    'https://bugs.launchpad.net/bugs/1798475',
    'https://bugs.launchpad.net/bugs/1959151',
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-vrrp.html',
  ],
  severity: 'error',
  each: 'haRouters',
  comparesNoAddresses: true,
  fromExcerpts: true,
  with: ['services'],
  explainedBy: ['ovs-vswitchd-not-answering', 'integration-bridge-missing'],
  judge({ device: fact, router }, { services }) {
    const device = required(fact);
    const { namespace } = router;
    if (device === undefined) {
      return {
        summary: `${namespace} has no HA port (ha-…).`,
        evidence: [{ command: ip(namespace, '-br', 'link'), where: namespace, output: '(no ha-…)' }],
        fix: restartFix(services, 'l3-agent', 'plugs it again'),
      };
    }
    if (isUp(device)) return undefined;
    return {
      summary: `${device.name}, the HA port of the router, is down.`,
      evidence: [linkEvidence(namespace, device.name, device)],
      fix: setUpFix(
        [{ name: device.name, namespace }],
        'The L3 agent sets its ports up when it creates them: find what set this one down.',
      ),
    };
  },
});
