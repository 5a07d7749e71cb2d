import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { namespace } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { process } from '../../support/edits/processes.ts';
import { dhcpA, dnsmasqA, qdhcpA, restart } from '../../support/lab-names.ts';

testCheck('dhcp-namespace-broken', [
  reject('a plain file in its place', namespace(qdhcpA).broken(), {
    summary: /qdhcp-4338c261/,
    subject: qdhcpA,
    fix: ['kill 162', `ip netns delete ${qdhcpA}`, restart.dhcp],
  }),
  accept(
    'one of a network that is gone',
    all(namespace(qdhcpA).broken(), process(dnsmasqA).gone(), port(dhcpA).gone()),
  ),
]);
