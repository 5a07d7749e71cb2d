import { cloud } from '../../support/cloud-names.ts';
import { accept, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';

testCloudCheck('underlay-mtu-too-small', [
  reject(
    'a compute whose underlay has not the MTU of the others',
    { on: { cmp1: device('br-phy').mtu(1450) } },
    {
      host: 'cmp1',
      summary: /^br-phy of cmp1 has MTU 1450; vxlan to \w+ needs 1500 for packets of 1450 bytes\.$/,
      fix: ['ip link set br-phy mtu 1500'],
      count: 2,
    },
  ),
  accept('a network node of the same MTU, which its own check names', { on: { net1: device('br-phy').mtu(1450) } }),
  accept('an underlay with more room than it needs', { on: { cmp1: device('br-phy').mtu(9000) } }),
  accept('NICs of different MTUs that all suffice', {
    on: { cmp1: device('br-phy').mtu(1550), cmp2: device('br-phy').mtu(1500) },
  }),
  accept('networks that are small enough', {
    on: {
      cmp1: device('br-phy').mtu(1450),
      net1: all(
        ...cloud.networks.map(({ dhcpPort }) => device(dhcpPort.device).mtu(1400)),
        ...cloud.routers.flatMap(({ qr, qg }) => [device(qr.device).mtu(1400), device(qg.device).mtu(1400)]),
      ),
    },
  }),
]);
