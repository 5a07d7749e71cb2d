import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { bridge } from '../../support/edits/ovs.ts';
import { restart } from '../../support/lab-names.ts';

testCheck('bridge-fail-mode-standalone', [
  reject('a bridge that forwards without its agent', bridge('br-int').failMode('standalone'), {
    summary: /br-int.*standalone/,
    subject: 'br-int',
    fix: ['ovs-vsctl set-fail-mode br-int secure', restart.l2],
  }),
  reject('one in no mode at all', bridge('br-int').failMode(undefined), {
    summary: /br-int/,
    fix: ['ovs-vsctl set-fail-mode br-int secure', restart.l2],
  }),
  accept(
    'agents that secure no bridge',
    all(...['br-int', 'br-ex', 'br-tun'].map((name) => bridge(name).failMode(undefined))),
  ),
]);
