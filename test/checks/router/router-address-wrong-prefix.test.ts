import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { device } from '../../support/edits/ip.ts';
import { qgA, qrA, qrouterA } from '../../support/lab-names.ts';

testCheck('router-address-wrong-prefix', [
  reject('a /32 for a subnet', device(qrA).addresses('10.11.12.1/32'), {
    summary: /qr-1e823752-79.*10\.11\.12\.1\/32.*\/24/,
    fix: [
      `ip -n ${qrouterA} addr add 10.11.12.1/24 brd + dev qr-1e823752-79`,
      `ip -n ${qrouterA} addr del 10.11.12.1/32 dev qr-1e823752-79`,
      `ip -n ${qrouterA} addr replace 10.11.12.1/24 brd + dev qr-1e823752-79`,
    ],
  }),
  accept('a floating IP, which is a /32', device(qgA).withAddress('203.0.113.160/32')),
  accept('an address of a second subnet', device(qrA).withAddress('10.99.0.1/26')),
]);
