import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { rules } from '../../support/edits/iptables.ts';

const rejectAll = rules().last('filter', '-A INPUT -j REJECT --reject-with icmp-host-prohibited');
const fix = ['iptables -I INPUT -p udp --dport 4789 -j ACCEPT'];

testCheck('tunnel-input-rejected', [
  reject('a firewall that rejects all that is left', rejectAll, { summary: /rejects UDP 4789.*vxlan-c6120014/, fix }),
  reject('a policy that drops', rules().policy('filter', 'INPUT', 'DROP'), { summary: /drops UDP 4789/, fix }),
  reject('a rule for the port itself', rules().last('filter', '-A INPUT -p udp -m udp --dport 4789 -j DROP'), {
    summary: /drops UDP 4789/,
    fix,
  }),
  reject(
    'one that accepts another port of VXLAN',
    all(rules().last('filter', '-A INPUT -p udp -m udp --dport 8472 -j ACCEPT'), rejectAll),
    { summary: /rejects UDP 4789/, fix },
  ),
  accept(
    'one that accepts the port',
    all(rules().last('filter', '-A INPUT -p udp -m udp --dport 4789 -j ACCEPT'), rejectAll),
  ),
  accept(
    'one that accepts the other host',
    all(rules().last('filter', '-A INPUT -s 198.18.0.0/24 -j ACCEPT'), rejectAll),
  ),
  accept(
    'one that rejects what comes to another port',
    rules().last('filter', '-A INPUT -p udp -m udp --dport 6081 -j REJECT'),
  ),
]);
