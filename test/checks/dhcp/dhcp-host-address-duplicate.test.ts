import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { filesA, networkB, qdhcpA, restart, vm1 } from '../../support/lab-names.ts';

testCheck('dhcp-host-address-duplicate', [
  reject(
    'a VM with the address of one that was deleted',
    agentFile(`${filesA}/host`).with(`fa:16:3e:00:be:ef,host-10-11-12-3.openstacklocal,${vm1.address}`),
    { summary: /10\.11\.12\.3 .*fa:16:3e:53:84:4f.*fa:16:3e:00:be:ef/, subject: qdhcpA, fix: [restart.dhcp] },
  ),
  accept(
    'one MAC with two addresses',
    agentFile(`${filesA}/host`).with(`${vm1.mac},host-10-11-12-9.openstacklocal,10.11.12.9`),
  ),
  accept(
    'one address in two networks',
    agentFile(`/var/lib/neutron/dhcp/${networkB}/host`).with(
      `fa:16:3e:00:be:ef,host-10-11-12-4.openstacklocal,10.11.12.4`,
    ),
  ),
]);
