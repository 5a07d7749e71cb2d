import { cloud } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';

const { network, router, vm1 } = cloud.a;
const tap = network.dhcpPort.device;
const second = { name: 'net2', like: 'net1' } as const;

testCloudCheck(
  'network-mtu-differs',
  [
    reject(
      'a DHCP server whose port kept the previous MTU',
      { also: { ...second, change: device(tap).mtu(1400) } },
      {
        host: 'net2',
        summary: new RegExp(
          `^${tap} on net2 has MTU 1400, and \\S+ on net1 1450; both are in network ${network.id}\\.$`,
        ),
        fix: [`ip -n ${network.namespace} link set ${tap} mtu 1450`],
      },
    ),
    reject(
      'all ports of one host',
      { also: { ...second, change: all(device(tap).mtu(1400), device(router.qr.device).mtu(1400)) } },
      { host: 'net1', summary: /has MTU 1450, and .* 1400/, fix: null },
    ),
    accept('a VM that was started before the MTU of its network was changed', {
      also: second,
      on: { cmp1: all(device(vm1.qvo).mtu(1500), device(vm1.tap).mtu(1500)) },
    }),
    leaveOpen('recordings from before and after the MTU of a network was changed', {
      also: { ...second, change: device(tap).mtu(1400) },
      recorded: { net1: '2020-01-01T00:00:00.000Z' },
    }),
    leaveOpen('a network with agents of one host only', {}, 'skipped'),
  ],
  { given: { also: second } },
);
