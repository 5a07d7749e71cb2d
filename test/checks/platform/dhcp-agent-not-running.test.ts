import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { namespace } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { process } from '../../support/edits/processes.ts';
import { dhcpA, dhcpB, qdhcpA, qdhcpB, restart } from '../../support/lab-names.ts';

/** Both networks lose their DHCP server, down to the port. */
const noServer = all(
  ...[qdhcpA, qdhcpB].map((name) => namespace(name).gone()),
  ...[dhcpA, dhcpB].map((name) => port(name).gone()),
  process(/^dnsmasq/).gone(),
);

testCheck('dhcp-agent-not-running', [
  reject('an agent that has died', process(/neutron-dhcp-agent --config/).gone(), {
    summary: /DHCP agent/,
    severity: 'warning',
    fix: [restart.dhcp],
  }),
  reject(
    'one for which VMs wait, as no network has a server',
    all(process(/neutron-dhcp-agent --config/).gone(), noServer),
    {
      summary: /not set up/,
      fix: [restart.dhcp],
    },
  ),
  accept(
    'one that Python runs',
    process(/neutron-dhcp-agent --config/).args(
      /^.*bin.neutron-dhcp-agent/,
      '/usr/bin/python3 /usr/bin/neutron-dhcp-agent',
    ),
  ),
]);
