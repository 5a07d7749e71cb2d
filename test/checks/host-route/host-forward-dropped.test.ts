import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { rules } from '../../support/edits/iptables.ts';

const dropping = rules().policy('filter', 'FORWARD', 'DROP');
const fix = ['iptables -I FORWARD -i br-ex -j ACCEPT', 'iptables -I FORWARD -o br-ex -j ACCEPT'];

testCheck(
  'host-forward-dropped',
  [
    reject('a policy of DROP', dropping, { summary: /FORWARD.*br-ex/, fix }),
    reject(
      'a last rule against all',
      rules().last('filter', '-A FORWARD -j REJECT --reject-with icmp-port-unreachable'),
      {
        summary: /FORWARD.*REJECT/,
        fix,
      },
    ),
    accept('rules that let the bridge through', all(dropping, rules().last('filter', '-A FORWARD -i br-ex -j ACCEPT'))),
    accept('a host that is not the gateway', dropping, 'uplink'),
  ],
  { on: 'folsom' },
);
