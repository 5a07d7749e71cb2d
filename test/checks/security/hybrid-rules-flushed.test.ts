import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { rules } from '../../support/edits/iptables.ts';
import { restart } from '../../support/lab-names.ts';

testCheck('hybrid-rules-flushed', [
  reject('a chain that is empty', rules().without('-A neutron-openvswi-FORWARD'), {
    summary: /neutron-openvswi-FORWARD.*tap/,
    fix: [restart.l2],
  }),
  accept('a host with another firewall driver, without the chains', rules().flushed()),
]);
