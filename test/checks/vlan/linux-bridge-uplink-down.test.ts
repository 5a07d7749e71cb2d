import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { device } from '../../support/edits/ip.ts';

testCheck(
  'linux-bridge-uplink-down',
  [
    reject('the VXLAN device', device('vxlan-300').down(), {
      summary: /vxlan-300.*brqaa6de102-ec/,
      fix: ['ip link set vxlan-300 up'],
    }),
    accept('one without a carrier', device('vxlan-300').withoutCarrier()),
  ],
  { on: 'linux-bridge' },
);
