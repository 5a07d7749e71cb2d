import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, newDevice } from '../../support/edits/ip.ts';

/** Tunnels from an address in a bridge, as where it carries the management network too. */
const onBridge = all(device('eth1').addresses(), device('br-ex').withAddress('198.18.0.10/24'));

testCheck('tunnel-device-down', [
  reject('the NIC with local_ip', device('eth1').down(), {
    summary: /eth1.*198\.18\.0\.10/,
    fix: ['ip link set eth1 up'],
  }),
  reject(
    'the NIC in the bridge that has it',
    all(onBridge, device('eth2').down()),
    { summary: /^eth2, by which br-ex \(198\.18\.0\.10\), .* is down\.$/, fix: ['ip link set eth2 up'] },
    'uplink',
  ),
  accept('an address in a bridge with a NIC', onBridge, 'uplink'),
  accept('a NIC that is up without a carrier', device('eth1').withoutCarrier()),
  accept(
    'an address that two devices hold',
    all(device('eth1').down(), newDevice(undefined, 'eth7', { addresses: ['198.18.0.10/24'] })),
  ),
]);
