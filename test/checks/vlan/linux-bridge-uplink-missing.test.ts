import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, newDevice } from '../../support/edits/ip.ts';

testCheck(
  'linux-bridge-uplink-missing',
  [
    reject('a VXLAN device that is in no bridge', device('vxlan-300').master(undefined), {
      summary: /brqaa6de102-ec.*vxlan-300/,
      fix: ['ip link set vxlan-300 master brqaa6de102-ec'],
    }),
    reject(
      'a network that is alone, beside others that are not',
      all(
        device('vxlan-300').gone(),
        newDevice(undefined, 'brq0badcafe-00', { kind: 'bridge' }),
        newDevice(undefined, 'vxlan-301', { kind: 'vxlan', master: 'brq0badcafe-00' }),
        newDevice(undefined, 'tap0badcafe-01', { kind: 'tun', master: 'brq0badcafe-00' }),
      ),
      { summary: /brqaa6de102-ec/, severity: 'warning', fix: null },
    ),
    accept('a network of the type local', device('vxlan-300').gone()),
  ],
  { on: 'linux-bridge' },
);
