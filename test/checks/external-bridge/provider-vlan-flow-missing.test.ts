import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { port } from '../../support/edits/ovs.ts';
import { qgA, qgB, restart } from '../../support/lab-names.ts';

testCheck('provider-vlan-flow-missing', [
  reject('what goes out, untranslated', flows('br-ex').without('dl_vlan=2'), {
    summary: /\b2\b.*public/,
    fix: [restart.l2],
  }),
  reject('what comes in, untranslated', flows('br-int').without('mod_vlan_vid:2'), {
    summary: /\b2\b.*public/,
    fix: [restart.l2],
  }),
  accept('the words of newer switches', flows('br-ex').changed('strip_vlan', 'pop_vlan')),
  accept(
    'an agent that notes nothing at the ports',
    all(flows('br-ex').without('dl_vlan=2'), port(qgA).withoutNotes(), port(qgB).withoutNotes()),
  ),
]);
