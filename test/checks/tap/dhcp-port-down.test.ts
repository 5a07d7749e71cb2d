import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { device } from '../../support/edits/ip.ts';
import { dhcpA, qdhcpA } from '../../support/lab-names.ts';

testCheck('dhcp-port-down', [
  reject('a port that is down', device(dhcpA).down(), {
    summary: /tap3b3c85c8-49.*qdhcp-4338c261/,
    subject: qdhcpA,
    fix: [
      `ip -n ${qdhcpA} link set tap3b3c85c8-49 up`,
      `ip -n ${qdhcpA} route replace default via 10.11.12.1 dev tap3b3c85c8-49`,
    ],
  }),
  accept('one without a carrier', device(dhcpA).withoutCarrier()),
]);
