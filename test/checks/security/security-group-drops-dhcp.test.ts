import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { rules } from '../../support/edits/iptables.ts';

const drop = '-A neutron-openvswi-i71e4b0be-5 -p udp -m udp --sport 67 --dport 68 -j DROP';

testCheck('security-group-drops-dhcp', [
  reject("a rule before the agent's", rules().first('filter', drop), {
    summary: /neutron-openvswi-i71e4b0be-5.*qvo71e4b0be-57/,
    fix: [`iptables -t filter -D ${drop.slice('-A '.length)}`],
  }),
  accept('one behind it', rules().last('filter', drop)),
  accept('one against what VMs serve', rules().first('filter', drop.replace('-i71', '-o71'))),
]);
