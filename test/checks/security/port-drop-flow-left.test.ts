import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { flows } from '../../support/edits/flows.ts';
import { qrA } from '../../support/lab-names.ts';

testCheck('port-drop-flow-left', [
  reject('a flow against all that a router sends', flows('br-int').with(0, 'priority=2,in_port=9 actions=drop'), {
    summary: /br-int.*qr-1e823752-79/,
    subject: qrA,
    fix: ['ovs-ofctl --strict del-flows br-int table=0,priority=2,in_port=9'],
  }),
  accept("one below those of a VM's port", flows('br-int').with(0, 'priority=2,in_port=5 actions=drop')),
  accept('one that looks at more', flows('br-int').with(0, 'priority=2,icmp,in_port=9 actions=drop')),
]);
