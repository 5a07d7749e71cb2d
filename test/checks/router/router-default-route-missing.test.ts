import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, routes } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { qgA, qrouterA } from '../../support/lab-names.ts';

testCheck('router-default-route-missing', [
  reject('a router beside one that has one', routes(qrouterA).without('default'), {
    summary: /qrouter-6259a93a/,
    subject: qrouterA,
    fix: [`ip -n ${qrouterA} route replace default via 203.0.113.1 dev qg-e271892c-4d`],
  }),
  accept(
    'a router without an external network',
    all(routes(qrouterA).without('default'), device(qgA).gone(), port(qgA).gone()),
  ),
  accept('a distributed router', routes(qrouterA).without('169.254.88.134/31'), 'dvr'),
]);
