import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { device } from '../../support/edits/ip.ts';
import { dhcpA, dhcpB, qdhcpB } from '../../support/lab-names.ts';

testCheck('metadata-address-missing', [
  reject('the DHCP port of a network whose VMs ask there', device(dhcpB).withoutAddress('169.254.169.254'), {
    summary: /tap8bb6649c-ae .*169\.254\.169\.254/,
    subject: qdhcpB,
    fix: [`ip -n ${qdhcpB} addr replace 169.254.169.254/32 brd 169.254.169.254 dev tap8bb6649c-ae`],
  }),
  accept('a network whose VMs are sent to the router', device(dhcpA).withoutAddress('169.254.169.254')),
]);
