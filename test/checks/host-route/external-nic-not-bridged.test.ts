import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, newDevice } from '../../support/edits/ip.ts';

const noUplink = device('br-ex').addresses();

testCheck('external-nic-not-bridged', [
  reject(
    'a NIC in the external range',
    all(noUplink, newDevice(undefined, 'eth5', { addresses: ['203.0.113.9/24'] })),
    {
      summary: /eth5.*203\.0\.113\.0\/24.*br-ex/,
      fix: [
        'ovs-vsctl --may-exist add-port br-ex eth5',
        'ip addr del 203.0.113.9/24 dev eth5',
        'ip addr replace 203.0.113.9/24 dev br-ex',
        'ip link set br-ex up',
      ],
    },
  ),
  accept('an address of a /32', all(noUplink, newDevice(undefined, 'eth5', { addresses: ['203.0.113.9/32'] }))),
  accept(
    'a second leg, where the bridge has its uplink',
    newDevice(undefined, 'eth5', { addresses: ['203.0.113.9/24'] }),
    'uplink',
  ),
]);
