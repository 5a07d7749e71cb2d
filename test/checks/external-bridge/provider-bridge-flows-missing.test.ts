import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { bridge } from '../../support/edits/ovs.ts';
import { restart } from '../../support/lab-names.ts';

testCheck('provider-bridge-flows-missing', [
  reject('a secure bridge without flows', flows('br-ex').none(), {
    summary: /br-ex/,
    subject: 'br-ex',
    fix: [restart.l2],
  }),
  reject('one whose flows only drop', flows('br-ex').without('NORMAL'), { summary: /br-ex/, fix: [restart.l2] }),
  accept('a bridge in fail mode standalone', all(flows('br-ex').none(), bridge('br-ex').failMode('standalone'))),
]);
