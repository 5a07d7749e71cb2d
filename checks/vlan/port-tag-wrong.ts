import { defineCheck } from '../../src/engine/check.ts';
import { intentEvidence, tagEvidence } from '../../src/engine/evidence.ts';
import { tagFix } from '../../src/engine/fixes/tags.ts';

export default defineCheck({
  id: 'port-tag-wrong',
  layer: 'vlan',
  title: 'Port has the tag of another network',
  why: 'A port with a foreign tag is cut off from its own network, and may be let into another.',
  severity: 'error',
  each: 'ports',
  explainedBy: ['port-device-missing'],
  applies: ({ role, hasGuest, localVlan, isOnIntegrationBridge }) =>
    isOnIntegrationBridge && localVlan !== undefined && (role !== 'vm' || hasGuest),
  judge(port) {
    const { localVlan, subject } = port;
    const { tag } = port.port;
    if (typeof tag !== 'number' || localVlan === undefined || tag === localVlan.tag) return undefined;
    return {
      summary: `${subject.name} has VLAN tag ${tag}; its network has local VLAN ${localVlan.tag} on this host.`,
      evidence: [tagEvidence(port), intentEvidence(port)],
      fix: tagFix(port),
    };
  },
});
