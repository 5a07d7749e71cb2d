import { defineCheck } from '../../src/engine/check.ts';
import { intentEvidence, tagEvidence } from '../../src/evidence/ports.ts';
import { tagFix } from '../../src/remedies/tags.ts';

export default defineCheck({
  id: 'port-trunk-mode-left',
  layer: 'vlan',
  title: 'Port has a tag, but vlan_mode trunk',
  why: 'A trunk ignores its tag: untagged frames from this port reach no network.',
  symptom: 'A port has the right tag in `ovs-vsctl show`, but reaches nothing.',
  remedy: 'Clear vlan_mode and trunks of the port.',
  limits: 'Ports of trunk bridges may be trunks. A trunk without a tag is reported as a port without a tag.',
  sources: [
    'https://bugs.launchpad.net/bugs/1930414',
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html',
  ],
  severity: 'error',
  each: 'ports',
  with: ['services'],
  explainedBy: ['port-dead-vlan', 'port-tag-wrong'],
  applies: ({ role, port }) => role !== 'other' && typeof port.tag === 'number',
  judge(port, { services }) {
    const { vlanMode, trunks } = port.port;
    if (vlanMode !== 'trunk') return undefined;
    return {
      summary: `${port.subject.name} has the tag of its network, but vlan_mode trunk${trunks.length === 0 ? '' : ` of ${trunks.join(', ')}`}: the tag has no effect.`,
      evidence: [
        {
          command: ['ovs-vsctl', 'get', 'Port', port.port.name, 'vlan_mode', 'trunks'],
          where: 'host',
          output: `trunk\n[${trunks.join(', ')}]`,
        },
        tagEvidence(port),
        intentEvidence(port),
      ],
      fix: tagFix(port, services),
    };
  },
});
