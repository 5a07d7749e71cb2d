import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { arp, arpReply, arpRequest } from '../../support/edits/wire.ts';
import { qrA, vm1 } from '../../support/lab-names.ts';

const request = arpRequest({ srcMac: 'fa:16:3e:3c:6e:f2', srcIp: '10.11.12.1', targetIp: vm1.address });
const answer = (mac: string) => arpReply({ srcMac: mac, srcIp: vm1.address, targetIp: '10.11.12.1' });
const atGuest = (...macs: readonly string[]) =>
  all(arp(qrA).withoutFrom(vm1.mac), arp(vm1.qvb).heard(request), arp(vm1.tap).heard(request, ...macs.map(answer)));

testCheck('vm-mac-changed', [
  reject('a guest with another MAC', atGuest('fa:16:3e:00:be:ef'), {
    summary: /tap71e4b0be-57.*10\.11\.12\.3.*fa:16:3e:00:be:ef.*fa:16:3e:53:84:4f/,
    fix: null,
  }),
  accept('one that answers with its own MAC too', atGuest('fa:16:3e:00:be:ef', vm1.mac)),
  accept('one that says nothing', atGuest()),
]);
