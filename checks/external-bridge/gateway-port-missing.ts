import { defineCheck, required } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { noPortEvidence } from '../../src/evidence/ports.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'gateway-port-missing',
  layer: 'external-bridge',
  title: "Router's external port is on no bridge",
  why: 'Without its qg port on a bridge, nothing enters or leaves the tenant networks via this router.',
  symptom: 'VMs reach their router and each other, but nothing outside, and their floating IPs do not answer.',
  remedy: 'Restart the L3 agent, which plugs the port into the bridge again.',
  limits:
    "The port is known from its device in the namespace or from the router's rules: if both are missing too, the port is not known. Distributed routers are not checked.",
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
    'https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/144',
  ],
  severity: 'error',
  each: 'routerLegs',
  comparesNoAddresses: true,
  fromExcerpts: true,
  with: ['services', 'switchDatabase'],
  explainedBy: ['integration-bridge-missing', 'external-bridge-missing'],
  applies: ({ role, router }) => role === 'router-gateway' && router.mode !== 'distributed',
  judge(leg, { services, switchDatabase }) {
    if (required(leg.port) !== undefined) return undefined;
    const { namespace } = leg.router;
    if (switchDatabase.known && !switchDatabase.value.isComplete) return undefined;
    return {
      summary: `${leg.device} of ${namespace} is on no bridge of the switch.`,
      evidence: [
        noPortEvidence('any bridge', leg.device),
        linkEvidence(namespace, leg.device, required(leg.interface)),
      ],
      fix: restartFix(services, 'l3-agent', 'plugs the port again'),
    };
  },
});
