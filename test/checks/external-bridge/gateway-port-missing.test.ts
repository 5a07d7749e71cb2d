import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { rules } from '../../support/edits/iptables.ts';
import { port } from '../../support/edits/ovs.ts';
import { qgA, qrouterA, restart } from '../../support/lab-names.ts';

testCheck('gateway-port-missing', [
  reject('a port that is on no bridge', port(qgA).gone(), {
    summary: /qg-e271892c-4d.*qrouter-6259a93a/,
    fix: [restart.l3],
  }),
  accept(
    'a router whose gateway was taken away',
    all(port(qgA).gone(), device(qgA).gone(), rules(qrouterA).without('qg-e271892c-4d')),
  ),
]);
