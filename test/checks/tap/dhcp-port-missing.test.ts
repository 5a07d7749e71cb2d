import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { namespace } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { process } from '../../support/edits/processes.ts';
import { dhcpA, dnsmasqA, filesA, qdhcpA, restart } from '../../support/lab-names.ts';

testCheck('dhcp-port-missing', [
  reject('a tap that is on no bridge', port(dhcpA).gone(), {
    summary: /tap3b3c85c8-49.*qdhcp-4338c261/,
    subject: qdhcpA,
    fix: [restart.dhcp],
  }),
  accept(
    'an empty namespace of a network that is gone',
    all(
      process(dnsmasqA).gone(),
      namespace(qdhcpA).emptied(),
      port(dhcpA).gone(),
      ...['host', 'opts', 'pid', 'interface', 'leases', 'addn_hosts'].map((name) =>
        agentFile(`${filesA}/${name}`).gone(),
      ),
    ),
  ),
]);
