import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, newDevice } from '../../support/edits/ip.ts';

testCheck('tunnel-device-down', [
  reject('the NIC with local_ip', device('eth1').down(), {
    summary: /eth1.*198\.18\.0\.10/,
    fix: ['ip link set eth1 up'],
  }),
  accept('a NIC that is up without a carrier', device('eth1').withoutCarrier()),
  accept(
    'an address that two devices hold',
    all(device('eth1').down(), newDevice(undefined, 'eth7', { addresses: ['198.18.0.10/24'] })),
  ),
]);
