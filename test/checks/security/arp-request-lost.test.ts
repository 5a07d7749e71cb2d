import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all, answered, exited } from '../../support/edits/change.ts';
import { arp, arpRequest } from '../../support/edits/wire.ts';
import { qrA, vm1 } from '../../support/lab-names.ts';

const qr = 'fa:16:3e:3c:6e:f2';
const request = arpRequest({ srcMac: qr, srcIp: '10.11.12.1', targetIp: vm1.address });
const trace = answered(
  (argv) => argv.includes('ofproto/trace'),
  () => exited('bridge("br-int")\n----------------\n 0. arp,in_port=9, priority 200, cookie 0x0\n    drop\n'),
);
const unanswered = arp(qrA).withoutFrom(vm1.mac);

testCheck('arp-request-lost', [
  reject('a request that a flow drops', all(trace, unanswered, arp(vm1.qvb).heard(), arp(vm1.tap).heard()), {
    summary: /qr-1e823752-79.*10\.11\.12\.3.*qvb71e4b0be-57/,
    fix: ['ovs-ofctl --strict del-flows br-int cookie=0x0/-1,table=0,priority=200,arp,in_port=9'],
  }),
  reject("one that is lost on the VM's bridge", all(unanswered, arp(vm1.qvb).heard(request), arp(vm1.tap).heard()), {
    summary: /qvb71e4b0be-57.*tap71e4b0be-57/,
    fix: null,
  }),
  accept(
    'one that comes to a guest which says nothing',
    all(unanswered, arp(vm1.qvb).heard(request), arp(vm1.tap).heard(request)),
  ),
]);
