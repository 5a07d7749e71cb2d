import { cloud } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';

const { network, router, vm1, vm2 } = cloud.a;
const tap = network.dhcpPort;

testCloudCheck('mac-on-two-hosts', [
  reject(
    'a DHCP port with the MAC of a VM',
    { on: { net1: device(tap.device).mac(vm2.mac) } },
    {
      host: 'net1',
      summary: new RegExp(
        `and ${vm2.qvo} on net1 and cmp2 have one MAC, ${vm2.mac}; ${tap.device} should have ${tap.mac}`,
      ),
      fix: [`ip -n ${network.namespace} link set ${tap.device} address ${tap.mac}`],
    },
  ),
  reject(
    'two VMs with one MAC, by their notes',
    { on: { cmp2: port(vm2.qvo).id('attached-mac', vm1.mac) } },
    { host: 'cmp1', summary: new RegExp(`^${vm1.qvo} and ${vm2.qvo} on cmp1 and cmp2 have one MAC`), fix: null },
  ),
  accept('instances of one router on two hosts', { also: { name: 'net2', like: 'net1' } }),
  accept('one MAC in two networks', { on: { net1: device(cloud.b.router.qr.device).mac(vm2.mac) } }),
  accept('the port of a guest that is shut off', {
    on: { net1: device(tap.device).mac(vm2.mac), cmp2: device(vm2.tap).gone() },
  }),
  accept('ports that agents have parked', {
    on: { net1: all(device(router.qr.device).mac(vm2.mac), port(router.qr.device).tag(4095)) },
  }),
  leaveOpen('recordings of different days', {
    on: { net1: device(tap.device).mac(vm2.mac) },
    recorded: { cmp2: '2020-01-01T00:00:00.000Z' },
  }),
]);
