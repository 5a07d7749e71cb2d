import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { rules } from '../../support/edits/iptables.ts';
import { wire } from '../../support/edits/wire.ts';
import { dhcpA, qdhcpA, vm1 } from '../../support/lab-names.ts';

const drop = '-A INPUT -p udp -m udp --dport 67 -j DROP';
const unanswered = all(...[dhcpA, vm1.qvb, vm1.tap].map((name) => wire(name).without('OFFER')));

testCheck('dhcp-input-filtered', [
  reject('a rule against port 67, and no offer', all(unanswered, rules(qdhcpA).first('filter', drop)), {
    summary: /qdhcp-4338c261.*67/,
    subject: qdhcpA,
    fix: [`ip netns exec ${qdhcpA} iptables -t filter -D INPUT -p udp -m udp --dport 67 -j DROP`],
  }),
  accept('a rule against another port', all(unanswered, rules(qdhcpA).first('filter', drop.replace('67', '69')))),
  accept(
    'one in a chain that nothing leads to',
    all(unanswered, rules(qdhcpA).first('filter', drop.replace('INPUT', 'old-input'))),
  ),
]);
