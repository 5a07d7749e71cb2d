import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { arp, arpRequest } from '../../support/edits/wire.ts';
import { qgA, qgB } from '../../support/lab-names.ts';

const routers = [
  { device: qgA, mac: 'fa:16:3e:da:a6:6b', address: '203.0.113.101' },
  { device: qgB, mac: 'fa:16:3e:b5:4c:d6', address: '203.0.113.102' },
];
const gateway = '52:86:7c:59:e5:4d';
const requests = routers.map(({ mac, address }) =>
  arpRequest({ srcMac: mac, srcIp: address, targetIp: '203.0.113.1' }),
);
const unanswered = all(...routers.map((router) => arp(router.device).withoutFrom(gateway)));

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
  accept('requests that get lost before', all(unanswered, arp('br-ex').heard())),
]);
