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
  reject(
    'an address that one of its rules leads to another VM',
    rules(qrouterA).changed(
      `${dnat} -j DNAT --to-destination 10.11.12.3`,
      `${dnat} -j DNAT --to-destination 10.11.12.4`,
    ),
    {
      summary: /203\.0\.113\.150 to 10\.11\.12\.3; it has .* 10\.11\.12\.4/,
      fix: [
        `ip netns exec ${qrouterA} iptables -t nat -D ${dnat} -j DNAT --to-destination 10.11.12.4`,
        `ip netns exec ${qrouterA} iptables -t nat -A ${dnat} -j DNAT --to-destination 10.11.12.3`,
      ],
    },
  ),
  reject(
    'an address whose rule is only for what comes from inside',
    rules(qrouterA).changed(`${dnat} -j DNAT`, `${dnat} -i qr-+ -j DNAT`),
    {
      summary: /203\.0\.113\.150 to 10\.11\.12\.3; it has .* -i qr-\+/,
      fix: [
        `ip netns exec ${qrouterA} iptables -t nat -D ${dnat} -i qr-+ -j DNAT --to-destination 10.11.12.3`,
        `ip netns exec ${qrouterA} iptables -t nat -A ${dnat} -j DNAT --to-destination 10.11.12.3`,
      ],
    },
  ),
  reject(
    'an address whose rule is for some ports only',
    rules(qrouterA).changed(`${dnat} -j DNAT`, `${dnat} -p tcp -m tcp --dport 80:443 -j DNAT`),
    {
      summary: /203\.0\.113\.150 to 10\.11\.12\.3/,
      fix: [`ip netns exec ${qrouterA} iptables -t nat -A ${dnat} -j DNAT --to-destination 10.11.12.3`],
    },
  ),
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
