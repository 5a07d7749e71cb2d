import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { filesA, qdhcpA, restart, vm1 } from '../../support/lab-names.ts';

const leases = agentFile(`${filesA}/leases`);

testCheck('dhcp-address-leased-to-other', [
  reject('the lease of a VM that was deleted', leases.changed(vm1.mac, 'fa:16:3e:00:be:ef'), {
    summary: /10\.11\.12\.3 .*fa:16:3e:00:be:ef.*fa:16:3e:53:84:4f/,
    subject: qdhcpA,
    fix: ['kill 162', `sed -i / 10\\.11\\.12\\.3 /d ${filesA}/leases`, restart.dhcp],
  }),
  accept(
    'an address that several MACs may have',
    all(
      leases.changed(vm1.mac, 'fa:16:3e:00:be:ef'),
      agentFile(`${filesA}/host`).with('fa:16:3e:00:be:ef,host-10-11-12-3.openstacklocal,10.11.12.3'),
    ),
  ),
  accept(
    'a lease of an address that no port has',
    leases.with('1795542377 fa:16:3e:00:be:ef 10.11.12.77 host-10-11-12-77 *'),
  ),
]);
