import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { device, newDevice } from '../../support/edits/ip.ts';

testCheck(
  'linux-bridge-down',
  [
    reject('the bridge of a network', device('brqaa6de102-ec').down(), {
      summary: /brqaa6de102-ec/,
      fix: ['ip link set brqaa6de102-ec up'],
    }),
    accept(
      "libvirt's bridge without a guest",
      newDevice(undefined, 'virbr0', { kind: 'bridge', flags: ['BROADCAST', 'MULTICAST'] }),
    ),
  ],
  { on: 'linux-bridge' },
);
