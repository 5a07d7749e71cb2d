import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { dhcpSockets } from '../../support/edits/processes.ts';
import { qdhcpA, restart } from '../../support/lab-names.ts';

testCheck('dhcp-server-not-listening', [
  reject('a dnsmasq without a socket on port 67', dhcpSockets(162, 0), {
    summary: /qdhcp-4338c261.*67/,
    subject: qdhcpA,
    fix: ['kill 162', restart.dhcp],
  }),
  accept('one with several sockets', dhcpSockets(162, 3)),
]);
