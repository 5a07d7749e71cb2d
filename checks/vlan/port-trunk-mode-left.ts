import { defineCheck } from '../../src/engine/check.ts';
import { intentEvidence, tagEvidence } from '../../src/engine/evidence.ts';
import { tagFix } from '../../src/engine/fixes/tags.ts';

export default defineCheck({
  id: 'port-trunk-mode-left',
  layer: 'vlan',
  title: 'Port has a tag, but is a trunk',
  why: 'A trunk takes no notice of its tag: frames without a VLAN from this port land in no network.',
  severity: 'error',
  each: 'ports',
  explainedBy: ['port-dead-vlan', 'port-tag-wrong'],
  applies: ({ role, port }) => role !== 'other' && typeof port.tag === 'number',
  judge(port) {
    const { vlanMode, trunks } = port.port;
    if (vlanMode !== 'trunk') return undefined;
    return {
      summary: `${port.subject.name} has the tag of its network, but vlan_mode trunk${trunks.length === 0 ? '' : ` of ${trunks.join(', ')}`}: the tag has no effect.`,
      evidence: [
        {
          command: ['ovs-vsctl', 'get', 'Port', port.subject.name, 'vlan_mode', 'trunks'],
          where: 'host',
          output: `trunk\n[${trunks.join(', ')}]`,
        },
        tagEvidence(port),
        intentEvidence(port),
      ],
      fix: tagFix(port),
    };
  },
});
