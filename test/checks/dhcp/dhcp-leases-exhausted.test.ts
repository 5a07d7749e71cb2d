import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { process } from '../../support/edits/processes.ts';
import { dnsmasqA, filesA, qdhcpA, restart, vm2 } from '../../support/lab-names.ts';

const limit = (most: number) => process(dnsmasqA).args('--dhcp-lease-max=256', `--dhcp-lease-max=${most}`);
const leases = agentFile(`${filesA}/leases`);

testCheck('dhcp-leases-exhausted', [
  reject(
    'leases of MACs that are gone, up to the limit',
    all(limit(2), leases.changed(`${vm2.mac} 10.11.12.4`, 'fa:16:3e:00:be:ef 10.11.12.77')),
    {
      summary: /\b2\b.*\b1\b/,
      subject: qdhcpA,
      fix: ['kill 162', `sed -i / 10\\.11\\.12\\.77 /d ${filesA}/leases`, restart.dhcp],
    },
  ),
  reject('all leases in use, and a VM without one, with a limit that no other network has', limit(2), {
    summary: /\b2\b.*\b0\b/,
    fix: ['kill 162', restart.dhcp],
  }),
  reject(
    'all leases in use, and a VM without one, with the limit of all networks',
    process(/^dnsmasq /).args('--dhcp-lease-max=256', '--dhcp-lease-max=2'),
    { summary: /\b2\b.*\b0\b/, subject: qdhcpA, fix: null },
  ),
  accept(
    'the limit reached, with a lease for each line',
    all(limit(3), leases.with('1795542377 fa:16:3e:3c:6e:f2 10.11.12.1 host-10-11-12-1 *')),
  ),
]);
