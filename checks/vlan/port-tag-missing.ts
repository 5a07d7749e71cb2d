import { defineCheck } from '../../src/engine/check.ts';
import { intentEvidence, tagEvidence } from '../../src/engine/evidence.ts';
import { tagFix } from '../../src/engine/fixes/tags.ts';

export default defineCheck({
  id: 'port-tag-missing',
  layer: 'vlan',
  title: 'Port has no VLAN tag',
  why: 'Ports of one network meet on its local VLAN; a port without a tag is in no network.',
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
