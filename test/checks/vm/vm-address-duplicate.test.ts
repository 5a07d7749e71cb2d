import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { arp, arpReply, arpRequest } from '../../support/edits/wire.ts';
import { dhcpA, qdhcpA, qrA, vm1 } from '../../support/lab-names.ts';

const dhcpMac = 'fa:16:3e:9e:37:79';
const stranger = '02:00:00:00:be:ef';
const request = arpRequest({ srcMac: 'fa:16:3e:3c:6e:f2', srcIp: '10.11.12.1', targetIp: vm1.address });
const answer = (mac: string) => arpReply({ srcMac: mac, srcIp: vm1.address, targetIp: '10.11.12.1' });
const atGuest = (...macs: readonly string[]) =>
  all(...[vm1.qvb, vm1.tap].map((name) => arp(name).heard(request, ...macs.map(answer))));

testCheck('vm-address-duplicate', [
  reject('a machine that nobody knows', all(arp(qrA).heard(answer(stranger)), atGuest(vm1.mac)), {
    summary: /10\.11\.12\.3.*qvo71e4b0be-57.*02:00:00:00:be:ef/,
    fix: null,
  }),
  reject(
    'the DHCP server, which has the address too',
    all(arp(qrA).heard(answer(dhcpMac)), atGuest(vm1.mac), device(dhcpA).withAddress('10.11.12.3/32')),
    { summary: /10\.11\.12\.3/, fix: [`ip -n ${qdhcpA} address del 10.11.12.3/32 dev ${dhcpA}`] },
  ),
  reject(
    'the DHCP server, for which other addresses would go with it',
    all(arp(qrA).heard(answer(dhcpMac)), atGuest(vm1.mac), device(dhcpA).withAddress('10.11.12.3/24')),
    { summary: /fa:16:3e:9e:37:79/, fix: null },
  ),
  accept('a second MAC of the guest itself', all(arp(qrA).heard(answer(stranger)), atGuest(vm1.mac, stranger))),
]);
