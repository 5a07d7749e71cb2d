import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';

testCheck('external-bridge-down', [
  reject('a bridge that is the gateway', device('br-ex').down(), {
    summary: /br-ex/,
    subject: 'br-ex',
    fix: ['ip link set br-ex up', 'ip route replace 10.11.12.0/24 via 203.0.113.101 dev br-ex'],
  }),
  accept('the devices of br-int and br-tun', all(device('br-int').withoutCarrier(), device('br-tun').withoutCarrier())),
  accept('a bridge with an uplink and no address', device('br-ex').down(), 'uplink'),
]);
