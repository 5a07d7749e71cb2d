import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, newDevice } from '../../support/edits/ip.ts';
import { newPort, port } from '../../support/edits/ovs.ts';

const renamed = all(
  port('eth2').error('could not open network device eth2 (No such device)'),
  device('eth2').renamed('eth9'),
);

testCheck(
  'external-nic-gone',
  [
    reject('a NIC that was renamed at boot', renamed, {
      summary: /eth2.*eth9/,
      fix: ['ovs-vsctl --if-exists del-port br-ex eth2', 'ovs-vsctl --may-exist add-port br-ex eth9'],
    }),
    reject(
      'one that is gone',
      all(port('eth2').error('could not open network device eth2 (No such device)'), device('eth2').gone()),
      { summary: /eth2/, fix: null },
    ),
    accept(
      'one of two, of which the other is there',
      all(renamed, newPort('br-ex', 'eth3'), newDevice(undefined, 'eth3', { kind: 'veth' })),
    ),
  ],
  { on: 'uplink' },
);
