import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { routes } from '../../support/edits/ip.ts';

testCheck('tenant-route-wrong-device', [
  reject('a route by the NIC', routes().changed('10.11.12.0/24', { dev: 'eth0' }), {
    summary: /10\.11\.12\.0\/24.*eth0.*br-ex/,
    fix: [
      'ip route del 10.11.12.0/24 via 203.0.113.101 dev eth0',
      'ip route replace 10.11.12.0/24 via 203.0.113.101 dev br-ex',
    ],
  }),
  accept('the same where the bridge has an uplink', routes().changed('10.11.12.0/24', { dev: 'eth1' }), 'uplink'),
]);
