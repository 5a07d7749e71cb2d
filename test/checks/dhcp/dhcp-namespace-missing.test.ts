import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { namespace } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { process } from '../../support/edits/processes.ts';
import { dhcpA, dnsmasqA, qdhcpA, restart } from '../../support/lab-names.ts';

testCheck('dhcp-namespace-missing', [
  reject('a DHCP port without its namespace', namespace(qdhcpA).gone(), {
    summary: /qdhcp-4338c261.*tap3b3c85c8-49/,
    subject: qdhcpA,
    fix: [restart.dhcp],
  }),
  accept(
    'a network that is not served here',
    all(namespace(qdhcpA).gone(), process(dnsmasqA).gone(), port(dhcpA).gone()),
  ),
]);
