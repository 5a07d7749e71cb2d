import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { rules } from '../../support/edits/iptables.ts';
import { floatingIp, qrouterA, restart } from '../../support/lab-names.ts';

const dnat = `neutron-l3-agent-PREROUTING -d ${floatingIp}/32`;

testCheck('floating-ip-dnat-missing', [
  reject('an address whose traffic the router keeps', rules(qrouterA).without(dnat), {
    summary: /203\.0\.113\.150.*10\.11\.12\.3/,
    fix: [
      `ip netns exec ${qrouterA} iptables -t nat -A neutron-l3-agent-PREROUTING -d 203.0.113.150/32 -j DNAT --to-destination 10.11.12.3`,
    ],
  }),
  reject('one that no rule names any more', rules(qrouterA).without(floatingIp), {
    summary: /203\.0\.113\.150/,
    fix: [restart.l3],
  }),
  accept(
    'an address whose single ports are forwarded',
    all(
      rules(qrouterA).without(floatingIp),
      rules(qrouterA).last(
        'nat',
        `-A neutron-l3-agent-fip-pf -d ${floatingIp}/32 -p tcp -m tcp --dport 2222 -j DNAT --to-destination 10.11.12.3:22`,
      ),
    ),
  ),
]);
