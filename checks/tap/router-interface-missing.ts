import { defineCheck, required } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { noPortEvidence } from '../../src/evidence/ports.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'router-interface-missing',
  layer: 'tap',
  title: "Router's internal port is not on the integration bridge",
  why: 'Without its qr port on br-int the router is not on the tenant network: VMs have no gateway.',
  symptom: "VMs of one network have no gateway, though the router's namespace is there.",
  remedy: 'Restart the L3 agent, which plugs qr into the integration bridge again.',
  limits: 'A qr that is in no namespace and no rule is not known.',
  sources: [
    'https://bugs.launchpad.net/bugs/1268762',
    'https://github.com/openstack/neutron/commit/b78eea6146',
    'https://github.com/rcbops/chef-cookbooks/issues/790',
  ],
  severity: 'error',
  each: 'routerLegs',
  comparesNoAddresses: true,
  fromExcerpts: true,
  with: ['services', 'switchDatabase'],
  explainedBy: ['integration-bridge-missing'],
  applies: ({ role }) => role === 'router-interface',
  judge(leg, { services, switchDatabase }) {
    const { namespace } = leg.router;
    if (required(leg.port) !== undefined || !required(switchDatabase).isComplete) return undefined;
    return {
      summary: `${leg.device} of ${namespace} is not on the integration bridge.`,
      evidence: [
        noPortEvidence('the integration bridge', leg.device),
        ...(leg.device.startsWith('qr-') ? [linkEvidence(namespace, leg.device, required(leg.interface))] : []),
      ],
      fix: restartFix(services, 'l3-agent', 'plugs the port again'),
    };
  },
});
