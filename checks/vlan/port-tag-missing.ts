import { defineCheck } from '../../src/engine/check.ts';
import { intentEvidence, tagEvidence } from '../../src/engine/evidence.ts';
import { tagFix } from '../../src/engine/fixes/tags.ts';

export default defineCheck({
  id: 'port-tag-missing',
  layer: 'vlan',
  title: 'Port has no VLAN tag',
  why: 'Ports of one network meet on its local VLAN; a port without a tag is in no network.',
  symptom: 'A VM hears broadcasts of all networks or none, and gets no address.',
  remedy:
    "Set the local VLAN of its network on the port, from the agent's note or the other ports; else restart the Open vSwitch agent.",
  limits:
    'Ports outside of the integration bridge and those of VMs that are shut off are not asked, nor are those that HA and distributed routers have for themselves.',
  sources: ['https://bugs.launchpad.net/bugs/1240849', 'https://github.com/openstack/neutron/commit/60cb091171'],
  severity: 'error',
  each: 'ports',
  explainedBy: ['l2-agent-not-running', 'l2-agent-frozen', 'port-device-missing'],
  applies: ({ role, hasGuest, isOnIntegrationBridge }) =>
    isOnIntegrationBridge && role !== 'other' && (role !== 'vm' || hasGuest),
  judge(port) {
    if (port.port.tag !== undefined) return undefined;
    return {
      summary: `${port.subject.name} has no VLAN tag.`,
      evidence: [tagEvidence(port), intentEvidence(port)],
      fix: tagFix(port),
    };
  },
});
