import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { withoutTcpPort } from '../../support/edits/processes.ts';
import { networkB, qdhcpB, qrouterA, routerA } from '../../support/lab-names.ts';

testCheck('metadata-proxy-not-listening', [
  reject('the proxy of a router, of which the port is closed', withoutTcpPort(116, 9697), {
    summary: /qrouter-6259a93a.*9697/,
    fix: ['kill -KILL 116', `ip netns exec ${qrouterA} haproxy -f /var/lib/neutron/ns-metadata-proxy/${routerA}.conf`],
  }),
  reject('the proxy of a DHCP namespace, of which port 80 is closed', withoutTcpPort(168, 80), {
    summary: /qdhcp-dd21654a.*80/,
    fix: ['kill -KILL 168', `ip netns exec ${qdhcpB} haproxy -f /var/lib/neutron/ns-metadata-proxy/${networkB}.conf`],
  }),
  accept('one that does not listen on port 53, as nobody wants it to', withoutTcpPort(168, 53)),
]);
