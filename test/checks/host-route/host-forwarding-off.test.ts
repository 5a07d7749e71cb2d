import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { forwarding } from '../../support/edits/ip.ts';

testCheck('host-forwarding-off', [
  reject('a host that is the gateway', forwarding(undefined, false), {
    summary: /net\.ipv4\.ip_forward.*203\.0\.113\.1/,
    fix: ['sysctl -w net.ipv4.ip_forward=1'],
  }),
  accept('a host that is not', forwarding(undefined, false), 'uplink'),
]);
