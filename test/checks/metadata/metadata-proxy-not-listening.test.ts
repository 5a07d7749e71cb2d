import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { rules } from '../../support/edits/iptables.ts';
import { otherTcpPort, withoutTcpPort } from '../../support/edits/processes.ts';
import { networkB, qdhcpB, qrouterA, restart, routerA } from '../../support/lab-names.ts';

const chain = 'neutron-l3-agent-PREROUTING';
const words = '-d 169.254.169.254/32 -i qr-+ -p tcp -m tcp --dport 80 -j REDIRECT --to-ports';

testCheck('metadata-proxy-not-listening', [
  reject('the proxy of a router, of which the port is closed', withoutTcpPort(116, 9697), {
    summary: /qrouter-6259a93a.*9697/,
    fix: ['kill -KILL 116', `ip netns exec ${qrouterA} haproxy -f /var/lib/neutron/ns-metadata-proxy/${routerA}.conf`],
  }),
  reject('the proxy of a DHCP namespace, of which port 80 is closed', withoutTcpPort(168, 80), {
    summary: /qdhcp-dd21654a.*80/,
    fix: ['kill -KILL 168', `ip netns exec ${qdhcpB} haproxy -f /var/lib/neutron/ns-metadata-proxy/${networkB}.conf`],
  }),
  reject('a rule that leads to another port', rules(qrouterA).changed('--to-ports 9697', '--to-ports 9698'), {
    summary: /qrouter-6259a93a.* redirects .* port 9698.* listens on 9697/,
    fix: [
      `ip netns exec ${qrouterA} iptables -t nat -I ${chain} ${words} 9697`,
      `ip netns exec ${qrouterA} iptables -t nat -D ${chain} ${words} 9698`,
    ],
  }),
  reject('a proxy that listens on another port', otherTcpPort(116, 9697, 9699), {
    summary: /qrouter-6259a93a.* redirects .* port 9697.* listens on 9699/,
    fix: ['kill -KILL 116', restart.l3],
  }),
  accept('one that does not listen on port 53, as nobody wants it to', withoutTcpPort(168, 53)),
]);
