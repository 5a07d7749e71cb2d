import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { bridge } from '../../support/edits/ovs.ts';
import { restart } from '../../support/lab-names.ts';

testCheck('integration-bridge-flows-missing', [
  reject('a secure bridge without flows', flows('br-int').none(), {
    summary: /br-int/,
    subject: 'br-int',
    fix: [restart.l2],
  }),
  reject('a table to which packets are sent, and which is empty', flows('br-int').without('table=60'), {
    summary: /br-int.*60/,
    fix: [restart.l2],
  }),
  accept('a bridge in fail mode standalone', all(flows('br-int').none(), bridge('br-int').failMode('standalone'))),
  accept('a table that an extension lost', flows('br-int').without('table=31')),
]);
