import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted } from '../../support/edits/texts.ts';

const plug = (tap: string) => `root@cmp1:~# virsh domiflist instance-0000002f
Interface  Type       Source     Model       MAC
-------------------------------------------------------
tapb4f0c9e1-37 bridge     qbrb4f0c9e1-37 virtio      fa:16:3e:4f:60:9d

root@cmp1:~# brctl show
bridge name	bridge id		STP enabled	interfaces
qbrb4f0c9e1-37		8000.b2f43e2a7701	no		qvbb4f0c9e1-37
${tap}`;
const other = 'virbr0		8000.000000000000	yes		\n';

testCheck(
  'vm-tap-unplugged',
  [
    reject('a bridge with its qvb alone', pasted(plug(other)), {
      summary: /^tapb4f0c9e1-37 of the instance is not a port of qbrb4f0c9e1-37/,
      fix: ['ip link set tapb4f0c9e1-37 master qbrb4f0c9e1-37'],
    }),
    accept('a bridge with both', pasted(plug(`							tapb4f0c9e1-37\n${other}`))),
    accept('the last bridge, of which a port may have been cut off', pasted(plug(''))),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
