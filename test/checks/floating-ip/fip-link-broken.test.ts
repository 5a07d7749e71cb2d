import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { rules } from '../../support/edits/iptables.ts';
import { floatingIp, qrouterA, restart } from '../../support/lab-names.ts';

const fip = 'fip-b1d9befd-4b88-4632-acfa-3c02525cdaf0';

testCheck(
  'fip-link-broken',
  [
    reject('an end that is down', device('fpr-6259a93a-c').down(), {
      summary: /fpr-6259a93a-c.*203\.0\.113\.150/,
      fix: [`ip -n ${fip} link set fpr-6259a93a-c up`],
    }),
    reject('a pair that was deleted', all(device('fpr-6259a93a-c').gone(), device('rfp-6259a93a-c').gone()), {
      summary: /rfp-6259a93a-c.*203\.0\.113\.150/,
      fix: [restart.l3],
    }),
    accept(
      'a router without floating IPs, which has no pair yet',
      all(device('fpr-6259a93a-c').gone(), device('rfp-6259a93a-c').gone(), rules(qrouterA).without(floatingIp)),
    ),
  ],
  { on: 'dvr' },
);
