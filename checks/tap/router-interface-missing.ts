import { defineCheck, told } from '../../src/engine/check.ts';
import { linkEvidence, noPortEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'router-interface-missing',
  layer: 'tap',
  title: "Router's internal port is not on the integration bridge",
  why: "Without its qr port on br-int the router is not in the tenant's network: its VMs have no gateway.",
  symptom: "VMs of one network have no gateway, though the router's namespace is there.",
  remedy: 'Restart the L3 agent, which plugs qr into the integration bridge again.',
  limits:
    'A qr that is in no namespace and no rule leaves no trace; of the rules of 2012 only those that translate a range tell of it.',
  sources: [
    'https://bugs.launchpad.net/bugs/1268762',
    'https://github.com/openstack/neutron/commit/b78eea6146',
    'https://github.com/rcbops/chef-cookbooks/issues/790',
  ],
  severity: 'error',
  each: 'routerLegs',
  explainedBy: ['integration-bridge-missing'],
  applies: ({ role }) => role === 'router-interface',
  judge(leg) {
    const { host, namespace } = leg.router;
    if (told(leg.port) !== undefined || !told(host.database).isComplete) return undefined;
    return {
      summary: `${leg.device} of ${namespace} is not on the integration bridge.`,
      evidence: [
        noPortEvidence('the integration bridge', leg.device),
        ...(leg.device.startsWith('qr-') ? [linkEvidence(namespace, leg.device, told(leg.interface))] : []),
      ],
      fix: restartFix(host, 'l3-agent', 'plugs the port again'),
    };
  },
});
