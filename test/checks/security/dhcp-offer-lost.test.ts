import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all, answered, exited } from '../../support/edits/change.ts';
import { wire } from '../../support/edits/wire.ts';
import { dhcpA, qdhcpA, vm1 } from '../../support/lab-names.ts';

const trace = answered(
  (argv) => argv.includes('ofproto/trace'),
  () => exited('bridge("br-int")\n----------------\n 0. udp,tp_dst=68, priority 200, cookie 0x0\n    drop\n'),
);

testCheck('dhcp-offer-lost', [
  reject('a flow that drops the answer', all(trace, wire(vm1.qvb).without('OFFER'), wire(vm1.tap).without('OFFER')), {
    summary: /fa:16:3e:53:84:4f.*tap3b3c85c8-49.*qvb71e4b0be-57/,
    subject: qdhcpA,
    fix: ['ovs-ofctl --strict del-flows br-int cookie=0x0/-1,table=0,priority=200,udp,tp_dst=68'],
  }),
  reject("a loss on the VM's bridge", wire(vm1.tap).without('OFFER'), {
    summary: /fa:16:3e:53:84:4f.*qvb71e4b0be-57.*tap71e4b0be-57/,
    fix: null,
  }),
  accept('a server that sends no offer', all(...[dhcpA, vm1.qvb, vm1.tap].map((name) => wire(name).without('OFFER')))),
]);
