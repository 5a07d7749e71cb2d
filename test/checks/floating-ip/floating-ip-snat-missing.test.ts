import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { rules } from '../../support/edits/iptables.ts';
import { qrouterA } from '../../support/lab-names.ts';

testCheck('floating-ip-snat-missing', [
  reject('a VM that leaves by the address of the router', rules(qrouterA).without('float-snat -s 10.11.12.3/32'), {
    summary: /10\.11\.12\.3.*203\.0\.113\.150/,
    fix: [
      `ip netns exec ${qrouterA} iptables -t nat -A neutron-l3-agent-float-snat -s 10.11.12.3/32 -j SNAT --to-source 203.0.113.150 --random-fully`,
    ],
  }),
  reject(
    'a rule with an address that is no floating IP',
    rules(qrouterA).changed('--to-source 203.0.113.150 --random-fully', '--to-source 203.0.113.222 --random-fully'),
    {
      severity: 'error',
      summary: /translates what 10\.11\.12\.3 sends to 203\.0\.113\.222, not to its floating IP 203\.0\.113\.150/,
      fix: [
        `ip netns exec ${qrouterA} iptables -t nat -D neutron-l3-agent-float-snat -s 10.11.12.3/32 -j SNAT --to-source 203.0.113.222 --random-fully`,
        `ip netns exec ${qrouterA} iptables -t nat -A neutron-l3-agent-float-snat -s 10.11.12.3/32 -j SNAT --to-source 203.0.113.150 --random-fully`,
      ],
    },
  ),
  accept('a rule without --random-fully', rules(qrouterA).changed('203.0.113.150 --random-fully', '203.0.113.150')),
]);
