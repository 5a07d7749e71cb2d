import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { device } from '../../support/edits/ip.ts';

testCheck('host-loopback-down', [
  reject('a loopback device that is down', device('lo').down(), {
    summary: /lo of the host is down/,
    fix: ['ip link set lo up'],
  }),
  accept('another device that is down', device('eth0').down()),
]);
