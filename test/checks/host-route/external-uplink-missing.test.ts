import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, newDevice } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';

testCheck('external-uplink-missing', [
  reject(
    'a NIC that is up and serves nothing',
    port('eth2').gone(),
    {
      summary: /br-ex.*eth2/,
      fix: ['ovs-vsctl --may-exist add-port br-ex eth2'],
    },
    'uplink',
  ),
  reject(
    'two of them',
    all(port('eth2').gone(), newDevice(undefined, 'eth3', { kind: 'veth' })),
    {
      summary: /eth2, eth3/,
      fix: null,
    },
    'uplink',
  ),
  accept('one without a carrier', all(port('eth2').gone(), device('eth2').withoutCarrier()), 'uplink'),
  accept(
    'a bridge that is the gateway itself',
    all(port('eth2').gone(), device('br-ex').addresses('203.0.113.1/24')),
    'uplink',
  ),
]);
