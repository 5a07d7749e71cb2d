import { defineCheck, told } from '../../src/engine/check.ts';
import { linkEvidence, noPortEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'gateway-port-missing',
  layer: 'external-bridge',
  title: "Router's external port is on no bridge",
  why: "Without its qg port on a bridge, nothing enters or leaves the tenant's network by this router.",
  symptom: 'VMs reach their router and each other, but nothing outside, and their floating IPs are dead.',
  remedy: 'Restart the L3 agent, which plugs the port into the bridge again.',
  limits:
    "The port is known from its device in the namespace or from the router's rules: if both are gone too, nothing tells that there was one. Distributed routers are not asked.",
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
    'https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/144',
  ],
  severity: 'error',
  each: 'routerLegs',
  explainedBy: ['integration-bridge-missing', 'external-bridge-missing'],
  applies: ({ role, router }) => role === 'router-gateway' && router.mode !== 'distributed',
  judge(leg) {
    if (told(leg.port) !== undefined) return undefined;
    const { host, namespace } = leg.router;
    if (host.database.known && !host.database.value.isComplete) return undefined;
    return {
      summary: `${leg.device} of ${namespace} is on no bridge of the switch.`,
      evidence: [noPortEvidence('any bridge', leg.device), linkEvidence(namespace, leg.device, told(leg.interface))],
      fix: restartFix(host, 'l3-agent', 'plugs the port again'),
    };
  },
});
