import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { routes } from '../../support/edits/ip.ts';

testCheck('tenant-route-missing', [
  reject('no route to the range with most VMs', routes().without('10.11.12.0/24'), {
    summary: /10\.11\.12\.0\/24.*qrouter-6259a93a/,
    fix: ['ip route replace 10.11.12.0/24 via 203.0.113.101 dev br-ex'],
  }),
  accept('a host whose bridge has an uplink', routes().without('10.11.12.0/24'), 'uplink'),
]);
