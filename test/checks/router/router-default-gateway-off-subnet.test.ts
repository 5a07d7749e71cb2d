import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { routes } from '../../support/edits/ip.ts';
import { qgA, qrouterA } from '../../support/lab-names.ts';

testCheck('router-default-gateway-off-subnet', [
  reject('a gateway of another range', routes(qrouterA).changed('default', { gateway: '198.51.100.99' }), {
    summary: /198\.51\.100\.99.*203\.0\.113\.0\/24/,
    subject: qrouterA,
    fix: [`ip -n ${qrouterA} route replace default via 203.0.113.1 dev qg-e271892c-4d`],
  }),
  accept(
    'one that is outside on purpose, with the route that the agent sets to it',
    all(
      routes(qrouterA).changed('default', { gateway: '198.51.100.99' }),
      routes(qrouterA).with({ dst: '198.51.100.99', dev: qgA, scope: 'link' }),
    ),
  ),
]);
