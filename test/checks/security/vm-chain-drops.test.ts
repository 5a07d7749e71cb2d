import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { rules } from '../../support/edits/iptables.ts';

const drop = '-A neutron-openvswi-i71e4b0be-5 -p icmp -j DROP';

testCheck('vm-chain-drops', [
  reject('a rule that no agent writes', rules().first('filter', drop), {
    summary: /neutron-openvswi-i71e4b0be-5.*qvo71e4b0be-57/,
    fix: [`iptables -t filter -D ${drop.slice('-A '.length)}`],
  }),
  accept(
    'what agents of 2013 dropped as forged',
    rules().first('filter', '-A neutron-openvswi-o71e4b0be-5 -m mac ! --mac-source FA:16:3E:53:84:4F -j DROP'),
  ),
  accept(
    'packets of no connection',
    rules().first('filter', '-A neutron-openvswi-i71e4b0be-5 -m conntrack --ctstate INVALID -j DROP'),
  ),
]);
