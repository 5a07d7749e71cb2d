import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all, answered, exited } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { announcement, arp, arpReply, vrrp } from '../../support/edits/wire.ts';
import { dhcpA, haA, qrouterA, restart } from '../../support/lab-names.ts';

const active = 'fa:16:3e:00:00:02';

// Nobody asked for it when the host was recorded, as the router was active there.
const standby = all(
  device(haA).withoutAddress('169.254.0.50'),
  answered(
    (argv) => argv.includes('packet-out'),
    () => exited(''),
  ),
  arp(dhcpA).heard(arpReply({ srcMac: active, srcIp: '10.11.12.1', targetIp: '10.11.12.2' })),
);
const silent = arp(dhcpA).withoutFrom(active);
const announced = vrrp(haA).heard(announcement('169.254.195.77', 50, 254));

testCheck(
  'ha-active-nowhere',
  [
    reject('a standby for which nobody serves', all(silent, vrrp(haA).heard()), {
      summary: /qrouter-6259a93a.*stands by here, no other node announces itself.*10\.11\.12\.1\b/,
      subject: qrouterA,
      fix: [restart.l3],
    }),
    reject('one whose active node does not serve', all(silent, announced), {
      summary: /169\.254\.195\.77 announces itself as active \(priority 254\)/,
      fix: null,
    }),
    accept('a standby whose active node answers', announced),
  ],
  { on: 'ha', given: standby },
);
