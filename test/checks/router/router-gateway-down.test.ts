import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { haA, qgA, qrouterA, routerA } from '../../support/lab-names.ts';

testCheck('router-gateway-down', [
  reject('a port that is down', device(qgA).down(), {
    summary: /qg-e271892c-4d/,
    fix: [
      `ip -n ${qrouterA} link set qg-e271892c-4d up`,
      `ip -n ${qrouterA} route replace default via 203.0.113.1 dev qg-e271892c-4d`,
    ],
  }),
  accept('one without a carrier', device(qgA).withoutCarrier()),
  accept(
    'an HA router that stands by',
    all(
      device(qgA).down(),
      device(haA).withoutAddress('169.254.0.50'),
      agentFile(`/var/lib/neutron/ha_confs/${routerA}/state`).lines('backup'),
    ),
    'ha',
  ),
]);
