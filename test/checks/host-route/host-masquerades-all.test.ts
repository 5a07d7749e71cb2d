import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { rules } from '../../support/edits/iptables.ts';

const forAll = (more = '') => rules().last('nat', `-A POSTROUTING ${more}-j MASQUERADE`);

testCheck('host-masquerades-all', [
  reject('a rule without a device', forAll(), {
    summary: /-A POSTROUTING -j MASQUERADE.*br-ex/,
    fix: [
      'iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE',
      'iptables -t nat -D POSTROUTING -j MASQUERADE',
      'conntrack -F',
    ],
  }),
  accept('a rule for one range, as Docker has it', forAll('-s 172.17.0.0/16 ! -o docker0 ')),
  accept('a rule for the NIC', forAll('-o eth0 ')),
  accept('a host whose bridge has an uplink', forAll(), 'uplink'),
]);
