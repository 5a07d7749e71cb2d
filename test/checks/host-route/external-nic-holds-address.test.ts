import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { device, newDevice } from '../../support/edits/ip.ts';

testCheck(
  'external-nic-holds-address',
  [
    reject('the address that belongs on the bridge', device('eth2').addresses('203.0.113.7/24'), {
      summary: /eth2.*203\.0\.113\.7\/24.*br-ex/,
      fix: ['ip addr del 203.0.113.7/24 dev eth2', 'ip addr replace 203.0.113.7/24 dev br-ex', 'ip link set br-ex up'],
    }),
    accept('an address that the NIC gave itself', device('eth2').addresses('169.254.7.7/16')),
    accept(
      'a VLAN device on top of it',
      newDevice(undefined, 'eth2.40', { kind: 'vlan', addresses: ['192.0.2.99/24'] }),
    ),
  ],
  { on: 'uplink' },
);
