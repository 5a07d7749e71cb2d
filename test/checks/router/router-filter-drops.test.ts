import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { rules } from '../../support/edits/iptables.ts';
import { qrouterA } from '../../support/lab-names.ts';

const first = (rule: string) => rules(qrouterA).first('filter', rule);

testCheck('router-filter-drops', [
  reject('a rule against all that it forwards', first('-A FORWARD -j DROP'), {
    summary: /qrouter-6259a93a.*FORWARD/,
    subject: qrouterA,
    fix: [`ip netns exec ${qrouterA} iptables -t filter -D FORWARD -j DROP`],
  }),
  reject('a rule against all ICMP of a device', first('-A INPUT -i qr-1e823752-79 -p icmp -j DROP'), {
    summary: /INPUT/,
    fix: [`ip netns exec ${qrouterA} iptables -t filter -D INPUT -i qr-1e823752-79 -p icmp -j DROP`],
  }),
  accept('a rule against one port', first('-A FORWARD -p tcp -m tcp --dport 25 -j DROP')),
  accept('a rule against one address', first('-A FORWARD -s 198.51.100.66/32 -j DROP')),
]);
