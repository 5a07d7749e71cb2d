import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { wire } from '../../support/edits/wire.ts';
import { dhcpA, qdhcpA, restart } from '../../support/lab-names.ts';

const nak = { options: { 53: [6], 56: [...Buffer.from('no leases left')] }, message: { yiaddr: '0.0.0.0' } };
const request = { options: { 53: [3], 50: [10, 11, 12, 3] } };
const refused = all(wire(dhcpA).changed('DISCOVER', request), wire(dhcpA).changed('OFFER', nak));

testCheck(
  'dhcp-nak-sent',
  [
    reject('a server without leases, once', refused, {
      summary: /fa:16:3e:53:84:4f.*10\.11\.12\.3.*no leases left/,
      subject: qdhcpA,
      severity: 'warning',
      fix: [restart.dhcp],
    }),
    reject(
      'one that refuses again and again',
      all(refused, wire(dhcpA).also('REQUEST', {}), wire(dhcpA).also('NAK', {})),
      {
        summary: /fa:16:3e:53:84:4f.*10\.11\.12\.3/,
        fix: [restart.dhcp],
      },
    ),
    accept(
      'a VM that comes to another address so',
      all(refused, wire(dhcpA).also('NAK', { options: { 53: [5], 56: undefined }, message: { yiaddr: '10.11.12.9' } })),
    ),
  ],
  { listens: true },
);
