import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all, answered, exited } from '../../support/edits/change.ts';
import { arp, arpReply, arpRequest } from '../../support/edits/wire.ts';
import { qrA, vm1 } from '../../support/lab-names.ts';

const qr = 'fa:16:3e:3c:6e:f2';
const request = arpRequest({ srcMac: qr, srcIp: '10.11.12.1', targetIp: vm1.address });
const answer = (mac: string) => arpReply({ srcMac: mac, srcIp: vm1.address, targetIp: '10.11.12.1' });
const trace = answered(
  (argv) => argv.includes('ofproto/trace'),
  () => exited('bridge("br-int")\n----------------\n 0. arp,in_port=5, priority 200, cookie 0x0\n    drop\n'),
);

testCheck('arp-answer-lost', [
  reject(
    'an answer that a flow drops',
    all(
      trace,
      arp(qrA).withoutFrom(vm1.mac),
      arp(vm1.qvb).heard(request, answer(vm1.mac)),
      arp(vm1.tap).heard(request, answer(vm1.mac)),
    ),
    {
      summary: /10\.11\.12\.3.*qr-1e823752-79.*qvb71e4b0be-57/,
      fix: ['ovs-ofctl --strict del-flows br-int cookie=0x0/-1,table=0,priority=200,arp,in_port=5'],
    },
  ),
  reject(
    'an answer that all flows let pass, whatever another bridge drops of the flood: no flow is to blame',
    all(
      answered(
        (argv) => argv.includes('ofproto/trace'),
        () =>
          exited(
            'bridge("br-int")\n 0. priority 0\n     NORMAL\n         0. in_port=1, priority 2\n            drop\nDatapath actions: 4,5\n',
          ),
      ),
      arp(qrA).withoutFrom(vm1.mac),
      arp(vm1.qvb).heard(request, answer(vm1.mac)),
      arp(vm1.tap).heard(request, answer(vm1.mac)),
    ),
    { summary: /10\.11\.12\.3.*qr-1e823752-79.*qvb71e4b0be-57/, fix: null },
  ),
  reject(
    "one that is lost on the VM's bridge",
    all(arp(qrA).withoutFrom(vm1.mac), arp(vm1.qvb).heard(request), arp(vm1.tap).heard(request, answer(vm1.mac))),
    { summary: /tap71e4b0be-57.*qvb71e4b0be-57/, fix: null },
  ),
  accept(
    'what a guest says under another MAC, which is dropped on purpose',
    all(
      arp(qrA).withoutFrom(vm1.mac),
      arp(vm1.qvb).heard(request),
      arp(vm1.tap).heard(request, answer('fa:16:3e:00:be:ef')),
    ),
  ),
]);
