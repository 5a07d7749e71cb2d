import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { rules } from '../../support/edits/iptables.ts';
import { process } from '../../support/edits/processes.ts';
import { qrouterA, routerA } from '../../support/lab-names.ts';

const proxy = `ns-metadata-proxy/${routerA}.conf`;

testCheck('metadata-proxy-not-running', [
  reject('the proxy of a router that redirects to it', process(proxy).gone(), {
    summary: /qrouter-6259a93a/,
    fix: [`ip netns exec ${qrouterA} haproxy -f /var/lib/neutron/ns-metadata-proxy/${routerA}.conf`],
  }),
  reject('a proxy in the namespace of the host', process(proxy).onHost(), {
    summary: /qrouter-6259a93a.*outside/,
    fix: ['kill -KILL 116', `ip netns exec ${qrouterA} haproxy -f /var/lib/neutron/ns-metadata-proxy/${routerA}.conf`],
  }),
  accept(
    'a router that is not meant to have one',
    all(process(proxy).gone(), rules(qrouterA).without('169.254.169.254/32')),
  ),
]);
