import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { rules } from '../../support/edits/iptables.ts';
import { process } from '../../support/edits/processes.ts';
import { qrouterA, routerA } from '../../support/lab-names.ts';

const words = '-d 169.254.169.254/32 -i qr-+ -p tcp -m tcp --dport 80';

testCheck('metadata-redirect-missing', [
  reject('a router with a proxy and no rule', rules(qrouterA).without('-j REDIRECT'), {
    summary: /qrouter-6259a93a/,
    fix: [
      `ip netns exec ${qrouterA} iptables -t nat -A neutron-l3-agent-PREROUTING ${words} -j REDIRECT --to-ports 9697`,
    ],
  }),
  accept(
    'a rule that leads to another machine, by intent',
    rules(qrouterA).changed('-j REDIRECT --to-ports 9697', '-j DNAT --to-destination 192.0.2.77:80'),
  ),
  accept(
    'a router without a proxy',
    all(process(`ns-metadata-proxy/${routerA}.conf`).gone(), rules(qrouterA).without('-j REDIRECT')),
  ),
]);
