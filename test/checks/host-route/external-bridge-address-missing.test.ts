import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, newDevice } from '../../support/edits/ip.ts';
import { newPort } from '../../support/edits/ovs.ts';

testCheck('external-bridge-address-missing', [
  reject('a bridge that is the gateway, without its address', device('br-ex').addresses(), {
    summary: /br-ex.*203\.0\.113\.0\/24/,
    subject: 'br-ex',
    fix: ['ip addr replace 203.0.113.1/24 dev br-ex', 'ip route replace 10.11.12.0/24 via 203.0.113.101 dev br-ex'],
  }),
  accept(
    'a NIC that serves nothing and may have been its uplink',
    all(device('br-ex').addresses(), newDevice(undefined, 'eth5')),
  ),
  accept(
    'the veth of a gateway in a container',
    all(device('br-ex').addresses(), newPort('br-ex', 'veth-gw'), newDevice(undefined, 'veth-gw', { kind: 'veth' })),
  ),
]);
