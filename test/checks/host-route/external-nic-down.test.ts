import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, newDevice } from '../../support/edits/ip.ts';
import { newPort } from '../../support/edits/ovs.ts';

testCheck(
  'external-nic-down',
  [
    reject('the one NIC', device('eth2').down(), { summary: /eth2.*br-ex/, fix: ['ip link set eth2 up'] }),
    reject('a NIC without a carrier', device('eth2').withoutCarrier(), { summary: /eth2.*carrier/, fix: null }),
    reject(
      'one beyond which is only the LAN, as the host is the gateway',
      all(device('eth2').down(), device('br-ex').addresses('203.0.113.1/24')),
      { summary: /eth2/, severity: 'warning', fix: ['ip link set eth2 up'] },
    ),
    accept(
      'the spare of another one',
      all(device('eth2').down(), newPort('br-ex', 'eth3'), newDevice(undefined, 'eth3', { kind: 'veth' })),
    ),
  ],
  { on: 'uplink' },
);
