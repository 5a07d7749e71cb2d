import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all, answered, exited } from '../../support/edits/change.ts';
import { wire } from '../../support/edits/wire.ts';
import { dhcpA, qdhcpA, restart, vm1 } from '../../support/lab-names.ts';

const unheard = all(wire(dhcpA).silent(), wire(vm1.qvb).without('OFFER'), wire(vm1.tap).without('OFFER'));
const trace = (match: string) =>
  answered(
    (argv) => argv.includes('ofproto/trace'),
    () => exited(`bridge("br-int")\n----------------\n 0. ${match}, priority 200, cookie 0x0\n    drop\n`),
  );

testCheck('dhcp-discover-lost', [
  reject('a flow that drops DHCP', all(unheard, trace('udp,tp_dst=67')), {
    summary: /qvo71e4b0be-57.*tap3b3c85c8-49/,
    subject: qdhcpA,
    fix: ['ovs-ofctl --strict del-flows br-int cookie=0x0/-1,table=0,priority=200,udp,tp_dst=67'],
  }),
  reject('a flow that drops more than DHCP', all(unheard, trace('in_port=5')), {
    summary: /qvo71e4b0be-57.*tap3b3c85c8-49/,
    fix: [restart.l2],
  }),
  accept(
    'a request that comes to a server which says nothing',
    all(...[dhcpA, vm1.qvb, vm1.tap].map((name) => wire(name).without('OFFER'))),
  ),
]);
