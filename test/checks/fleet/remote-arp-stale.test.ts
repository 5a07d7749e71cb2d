import { cloud } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';

const { network, router, vm2 } = cloud.a;
const stale = 'fa:16:3e:00:99:99';
const answer = (address: string, mac: string, vlan = network.tag) =>
  flows('br-tun').with(
    21,
    `priority=1,arp,dl_vlan=${vlan},arp_tpa=${address} actions=move:NXM_OF_ETH_SRC[]->NXM_OF_ETH_DST[],mod_dl_src:${mac},load:0x2->NXM_OF_ARP_OP[],IN_PORT`,
  );
const deleted = (address: string) => [
  `ovs-ofctl --strict del-flows br-tun table=21,priority=1,arp=,dl_vlan=${network.tag},arp_tpa=${address}`.replace(
    'arp=,',
    'arp,',
  ),
];

testCloudCheck('remote-arp-stale', [
  reject(
    "another MAC for a VM than the DHCP server's host has",
    { on: { cmp1: answer(vm2.address, stale) } },
    {
      host: 'cmp1',
      summary: new RegExp(`^ARP responder of cmp1 has ${vm2.address} at ${stale}; by net1 it is at ${vm2.mac}\\.$`),
      fix: deleted(vm2.address),
    },
  ),
  reject(
    'another MAC for the router than its port has',
    { on: { cmp1: answer(router.qr.address, stale) } },
    { host: 'cmp1', summary: new RegExp(`by net1 it is at ${router.qr.mac}`), fix: deleted(router.qr.address) },
  ),
  accept('the MACs of both', {
    on: { cmp1: all(answer(vm2.address, vm2.mac), answer(router.qr.address, router.qr.mac)) },
  }),
  accept('an address that no host knows', { on: { cmp1: answer('10.11.12.99', stale) } }),
  accept('an address of another network with the same range', {
    on: { cmp2: answer(cloud.b.vm1.address, cloud.b.vm1.mac, 99) },
  }),
  accept('one of several MACs that the host file lists for an address', {
    on: {
      net1: agentFile(`${network.dhcpDir}/host`).with(`${stale},host-x.openstacklocal,${vm2.address}`),
      cmp1: answer(vm2.address, stale),
    },
  }),
  leaveOpen('recordings of different days', {
    on: { cmp1: answer(vm2.address, stale) },
    recorded: { net1: '2020-01-01T00:00:00.000Z' },
  }),
]);
