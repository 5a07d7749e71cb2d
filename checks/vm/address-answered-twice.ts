import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'address-answered-twice',
  layer: 'vm',
  title: 'Two devices answer for one address',
  why: 'Packets to the address go to whichever of the two answered last.',
  symptom: 'Connections to one address break now and then, or reach the wrong machine.',
  remedy:
    'Find both by their MACs (`ovs-appctl fdb/show`, the LAN switches, `openstack port list --mac-address`), and change the address of one.',
  limits: 'Read from `arping` in a saved text. A proxy for ARP answers for others on purpose.',
  sources: ['https://www.rfc-editor.org/rfc/rfc5227', 'https://man7.org/linux/man-pages/man8/arping.8.html'],
  severity: 'error',
  each: 'statements',
  explainedBy: [],
  applies: says('address-answered-twice'),
  judge: (item) =>
    statedFault(item, 'address-answered-twice', ({ address, macs }) => ({
      summary: `${macs.length} MACs answer for ${address}: ${macs.join(', ')}.`,
      fix: null,
    })),
});
