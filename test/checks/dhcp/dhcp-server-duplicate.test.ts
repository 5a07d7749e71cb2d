import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { dhcpSockets, process } from '../../support/edits/processes.ts';
import { dnsmasqA, qdhcpA } from '../../support/lab-names.ts';

testCheck(
  'dhcp-server-duplicate',
  [
    reject('one that was left behind', all(process(dnsmasqA).twice(4242), dhcpSockets(162, 2), dhcpSockets(4242, 2)), {
      summary: /\b2\b.*qdhcp-4338c261/,
      subject: qdhcpA,
      fix: ['kill 4242'],
    }),
    accept('a child that shares its socket', all(process(dnsmasqA).twice(4242), dhcpSockets(4242, 1))),
  ],
  { onlyAskedWhere: 'there is more than one dnsmasq' },
);
