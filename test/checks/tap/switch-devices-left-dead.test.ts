import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, newDevice } from '../../support/edits/ip.ts';
import { qrA, qrouterA, restart } from '../../support/lab-names.ts';

const anew = newDevice(undefined, qrA, { kind: 'tun', flags: ['BROADCAST', 'MULTICAST'] });

testCheck('switch-devices-left-dead', [
  reject('a qr that the switch made anew on the host', all(device(qrA).withoutCarrier(), anew), {
    summary: /qr-1e823752-79/,
    fix: [`ip -n ${qrouterA} link del qr-1e823752-79`, restart.l2, restart.l3, restart.dhcp],
  }),
  accept('one more of its name, while the one at home has a carrier', anew),
  accept(
    "the outer end of the agent's own pair",
    all(device(qrA).withoutCarrier(), newDevice(undefined, qrA, { kind: 'veth' })),
  ),
]);
