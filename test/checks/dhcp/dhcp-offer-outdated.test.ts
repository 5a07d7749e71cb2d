import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { wire } from '../../support/edits/wire.ts';
import { dhcpA, qdhcpA } from '../../support/lab-names.ts';

testCheck('dhcp-offer-outdated', [
  reject('the address that the VM had before', wire(dhcpA).changed('OFFER', { message: { yiaddr: '10.11.12.9' } }), {
    summary: /fa:16:3e:53:84:4f.*10\.11\.12\.9.*10\.11\.12\.3/,
    subject: qdhcpA,
    fix: ['kill -HUP 162'],
  }),
  reject('a lease time of before', wire(dhcpA).changed('OFFER', { options: { 51: [0, 0, 2, 88] } }), {
    summary: /600.*86400/,
    fix: ['kill -HUP 162'],
  }),
  accept(
    'the offer of another agent, which has files of its own',
    wire(dhcpA).changed('OFFER', { srcMac: '02:00:00:00:be:ef', options: { 51: [0, 0, 2, 88] } }),
  ),
  accept('an option that the client did not ask for', wire(dhcpA).changed('OFFER', { options: { 26: undefined } })),
]);
