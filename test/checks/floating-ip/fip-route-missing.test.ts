import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { routes } from '../../support/edits/ip.ts';
import { rules } from '../../support/edits/iptables.ts';
import { floatingIp, qrouterA } from '../../support/lab-names.ts';

const fip = 'fip-b1d9befd-4b88-4632-acfa-3c02525cdaf0';

testCheck(
  'fip-route-missing',
  [
    reject('a floating IP that no route has', routes(fip).without('203.0.113.150'), {
      summary: /fip-b1d9befd.*203\.0\.113\.150/,
      fix: [`ip -n ${fip} route replace 203.0.113.150/32 via 169.254.88.134 dev fpr-6259a93a-c`],
    }),
    accept(
      'one that is translated where the SNAT namespace is',
      all(routes(fip).without('203.0.113.150'), rules(qrouterA).without(floatingIp)),
    ),
  ],
  { on: 'dvr' },
);
