import { defineCheck } from '../../src/engine/check.ts';
import { intentEvidence, tagEvidence } from '../../src/evidence/ports.ts';
import { tagFix } from '../../src/remedies/tags.ts';

export default defineCheck({
  id: 'port-trunk-mode-left',
  layer: 'vlan',
  title: 'Port has a tag, but is no access port',
  why: 'A trunk ignores its tag, so that untagged frames from this port reach no network; a native-tagged port sends with a VLAN tag, which guests and agents do not expect.',
  symptom: 'A port has the right tag in `ovs-vsctl show`, but reaches nothing.',
  remedy: 'Clear vlan_mode and trunks of the port.',
  limits:
    'Ports of trunk bridges may be trunks. A trunk without a tag is reported as a port without a tag. native-untagged is no fault.',
  sources: [
    'https://bugs.launchpad.net/bugs/1930414',
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html',
  ],
  severity: 'error',
  each: 'ports',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['port-dead-vlan', 'port-tag-wrong'],
  applies: ({ role, port }) => role !== 'other' && typeof port.tag === 'number',
  judge(port, { services }) {
    const { vlanMode, trunks } = port.port;
    if (vlanMode !== 'trunk' && vlanMode !== 'native-tagged') return undefined;
    const effect = vlanMode === 'trunk' ? 'the tag has no effect' : 'it sends frames with the tag in them';
    return {
      summary: `${port.subject.name} has the tag of its network, but vlan_mode ${vlanMode}${trunks.length === 0 ? '' : ` of ${trunks.join(', ')}`}: ${effect}.`,
      evidence: [
        {
          command: ['ovs-vsctl', 'get', 'Port', port.port.name, 'vlan_mode', 'trunks'],
          where: 'host',
          output: `${vlanMode}\n[${trunks.join(', ')}]`,
        },
        tagEvidence(port),
        intentEvidence(port),
      ],
      fix: tagFix(port, services),
    };
  },
});
