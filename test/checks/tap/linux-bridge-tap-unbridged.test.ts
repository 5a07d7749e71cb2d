import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';

testCheck(
  'linux-bridge-tap-unbridged',
  [
    reject('a tap in no bridge', device('tap962f2ed5-24').master(undefined), {
      summary: /tap962f2ed5-24.*brqaa6de102-ec/,
      fix: ['ip link set tap962f2ed5-24 master brqaa6de102-ec'],
    }),
    accept(
      'a tap whose MAC no file of a DHCP agent here has',
      all(device('tap962f2ed5-24').master(undefined), device('tap962f2ed5-24').mac('fe:16:3e:00:be:ef')),
    ),
  ],
  { on: 'linux-bridge' },
);
