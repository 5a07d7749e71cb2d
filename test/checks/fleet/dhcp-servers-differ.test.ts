import { cloud } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { device } from '../../support/edits/ip.ts';

const { network, vm2 } = cloud.a;
const hostFile = agentFile(`${network.dhcpDir}/host`);
const second = { name: 'net2', like: 'net1' } as const;

testCloudCheck(
  'dhcp-servers-differ',
  [
    reject(
      'a server that lacks a VM',
      { also: { ...second, change: hostFile.without(vm2.mac) } },
      {
        host: 'net2',
        severity: 'warning',
        summary: new RegExp(`on net2 lacks ${vm2.mac}, the MAC of ${vm2.qvo} on cmp2; that on net1 has it\\.$`),
        fix: ['service neutron-dhcp-agent restart'],
      },
    ),
    reject(
      'servers that give a VM different addresses',
      { also: { ...second, change: hostFile.changed(`,${vm2.address}`, ',10.11.12.77') } },
      {
        host: 'net2',
        summary: new RegExp(`give ${vm2.mac} 10\\.11\\.12\\.77 on net2 and ${vm2.address} on net1\\.$`),
        fix: null,
      },
    ),
    accept('lines in another order, and of a release that writes more in them', {
      also: { ...second, change: hostFile.changed(/$/, ',set:tag') },
    }),
    accept('a line of a port that is on none of the hosts', {
      also: { ...second, change: hostFile.with('fa:16:3e:00:00:09,host-10-11-12-9.openstacklocal,10.11.12.9') },
    }),
    accept('a line of a guest that is shut off', {
      on: { cmp2: device(vm2.tap).gone() },
      also: { ...second, change: hostFile.without(vm2.mac) },
    }),
    accept('servers of two segments, each with its own VMs', {
      on: { net1: hostFile.without(cloud.a.vm1.mac) },
      also: { ...second, change: hostFile.without(vm2.mac) },
    }),
    accept('a server that is being set up', { also: { ...second, change: hostFile.lines() } }),
    leaveOpen('recordings of different days', {
      also: { ...second, change: hostFile.without(vm2.mac) },
      recorded: { net1: '2020-01-01T00:00:00.000Z' },
    }),
    leaveOpen('a VM that may have been started after the server that lacks it was recorded', {
      on: { net1: hostFile.without(vm2.mac) },
      also: second,
      recorded: {
        net1: '2026-11-30T13:00:00.000Z',
        cmp1: '2026-11-30T13:00:00.000Z',
        cmp2: '2026-11-30T13:05:00.000Z',
      },
    }),
    leaveOpen('networks with one server each', {}, 'skipped'),
  ],
  { given: { also: second } },
);
