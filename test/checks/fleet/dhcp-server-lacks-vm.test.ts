import { cloud } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { device } from '../../support/edits/ip.ts';

const { network, vm2 } = cloud.a;
const hostFile = agentFile(`${network.dhcpDir}/host`);

testCloudCheck('dhcp-server-lacks-vm', [
  reject(
    'a VM whose line is missing',
    { on: { net1: hostFile.without(vm2.mac) } },
    {
      host: 'net1',
      summary: new RegExp(`^${vm2.mac}, the MAC of ${vm2.qvo} on cmp2, is not in the host file`),
      fix: ['service neutron-dhcp-agent restart'],
    },
  ),
  leaveOpen('a VM that may have been started after the server was recorded', {
    on: { net1: hostFile.without(vm2.mac) },
    recorded: { net1: '2026-11-30T13:00:00.000Z', cmp1: '2026-11-30T13:00:00.000Z', cmp2: '2026-11-30T13:05:00.000Z' },
  }),
  accept('lines of VMs that are not among the hosts', {
    on: { net1: hostFile.with('fa:16:3e:00:00:09,host-10-11-12-9.openstacklocal,10.11.12.9') },
  }),
  accept('a subnet without DHCP, of which the file is empty', { on: { net1: hostFile.lines() } }),
  leaveOpen(
    'a guest that is shut off',
    {
      on: { net1: hostFile.without(vm2.mac), cmp2: device(vm2.tap).gone() },
      without: ['cmp1'],
    },
    'skipped',
  ),
  leaveOpen('no server among the hosts', { without: ['net1'] }, 'skipped'),
]);
