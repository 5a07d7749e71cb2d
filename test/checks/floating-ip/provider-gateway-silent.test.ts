import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all, answered, exited } from '../../support/edits/change.ts';
import { device, routes } from '../../support/edits/ip.ts';
import { arp, arpRequest } from '../../support/edits/wire.ts';
import { qgA, qgB, qrouterA } from '../../support/lab-names.ts';

const routers = [
  { device: qgA, mac: 'fa:16:3e:da:a6:6b', address: '203.0.113.101' },
  { device: qgB, mac: 'fa:16:3e:b5:4c:d6', address: '203.0.113.102' },
];
const gateway = '52:86:7c:59:e5:4d';
const requests = routers.map(({ mac, address }) =>
  arpRequest({ srcMac: mac, srcIp: address, targetIp: '203.0.113.1' }),
);
const unanswered = all(...routers.map((router) => arp(router.device).withoutFrom(gateway)));

const request = arpRequest({ srcMac: 'fa:16:3e:da:a6:6b', srcIp: '203.0.113.101', targetIp: '203.0.113.9' });
const elsewhere = all(
  routes(qrouterA).changed('default', { gateway: '203.0.113.9' }),
  // Nobody asked for that address when the host was recorded.
  answered(
    (argv) => argv.includes('packet-out'),
    () => exited(''),
  ),
  arp(qgA).heard(request),
);

testCheck('provider-gateway-silent', [
  reject('a gateway that answers nobody', all(unanswered, arp('br-ex').heard(...requests)), {
    summary: /203\.0\.113\.1 .*br-ex/,
    count: 2,
    fix: null,
  }),
  reject(
    'a bridge that is the gateway, with ARP switched off',
    all(unanswered, arp('br-ex').heard(...requests), device('br-ex').withFlag('NOARP')),
    { summary: /br-ex.*203\.0\.113\.1\b/, count: 2, fix: ['ip link set dev br-ex arp on'] },
  ),
  reject(
    'a next hop that nobody has, while another router has another one',
    all(elsewhere, arp('br-ex').heard(request)),
    {
      summary:
        /203\.0\.113\.9, which answers no ARP request; other routers, or this host, show that it should be 203\.0\.113\.1/,
      fix: [`ip -n ${qrouterA} route replace default via 203.0.113.1 dev ${qgA}`],
    },
  ),
  accept('requests that get lost before', all(unanswered, arp('br-ex').heard())),
]);
