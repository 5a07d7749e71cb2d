import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { namespace } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { newProcess, process } from '../../support/edits/processes.ts';
import { dhcpA, dhcpB, qdhcpA, qdhcpB } from '../../support/lab-names.ts';

/** Both networks lose their DHCP server, down to the port. */
const noServer = all(
  ...[qdhcpA, qdhcpB].map((name) => namespace(name).gone()),
  ...[dhcpA, dhcpB].map((name) => port(name).gone()),
  process(/^dnsmasq/).gone(),
);

testCheck('dhcp-agent-frozen', [
  reject('an agent that SIGSTOP has stopped', process(/neutron-dhcp-agent --config/).frozen(), {
    summary: /DHCP agent/,
    severity: 'warning',
    fix: ['kill -CONT 122'],
  }),
  reject(
    'one for which VMs wait, as no network has a server',
    all(process(/neutron-dhcp-agent --config/).frozen(), noServer),
    {
      summary: /DHCP agent/,
      fix: ['kill -CONT 122'],
    },
  ),
  accept(
    'one of its processes',
    all(process(/neutron-dhcp-agent --config/).frozen(), newProcess('/usr/bin/python3 /usr/bin/neutron-dhcp-agent')),
  ),
]);
