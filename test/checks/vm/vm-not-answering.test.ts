import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all, answered, exited } from '../../support/edits/change.ts';
import { arp, arpRequest } from '../../support/edits/wire.ts';
import { filesA, qrA, vm1 } from '../../support/lab-names.ts';

const request = arpRequest({ srcMac: 'fa:16:3e:3c:6e:f2', srcIp: '10.11.12.1', targetIp: vm1.address });
const silent = all(arp(qrA).withoutFrom(vm1.mac), ...[vm1.qvb, vm1.tap].map((name) => arp(name).heard(request)));
const lease = (client: string, address: string = vm1.address) =>
  answered(
    (argv) => argv.join(' ') === `cat ${filesA}/leases`,
    () => exited(`1795542377 ${vm1.mac} ${address} ${client}\n`),
  );

testCheck('vm-not-answering', [
  reject('a guest with a lease', all(silent, lease(`host-10-11-12-3 01:${vm1.mac}`)), {
    summary: /10\.11\.12\.3.*tap71e4b0be-57/,
    fix: null,
  }),
  reject('a guest that has another address than its port', all(silent, lease(`* 01:${vm1.mac}`, '10.11.12.77')), {
    summary: /10\.11\.12\.3 .*last seen at 10\.11\.12\.77/,
    fix: null,
  }),
  accept('a lease of another network', all(silent, lease(`* 01:${vm1.mac}`, '10.99.12.77'))),
  accept('one that may still be booting', silent),
  accept('a lease that the agent wrote itself when it started dnsmasq', all(silent, lease('* *'))),
]);
