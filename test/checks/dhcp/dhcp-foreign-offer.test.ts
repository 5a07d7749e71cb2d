import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { wire } from '../../support/edits/wire.ts';
import { dhcpA, qdhcpA } from '../../support/lab-names.ts';

const other = { srcMac: '02:00:00:00:be:ef' };

testCheck('dhcp-foreign-offer', [
  reject('a server that nobody knows', wire(dhcpA).also('OFFER', { ...other, message: { yiaddr: '10.11.12.66' } }), {
    summary: /02:00:00:00:be:ef.*10\.11\.12\.66/,
    subject: qdhcpA,
    fix: null,
  }),
  accept('a DHCP agent of another host, which offers what Neutron gave to the port', wire(dhcpA).also('OFFER', other)),
]);
