import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { haA, qgA, qrouterA, routerA } from '../../support/lab-names.ts';

testCheck('router-gateway-address-missing', [
  reject('a port that has lost its addresses', device(qgA).addresses(), {
    summary: /qg-e271892c-4d/,
    fix: [
      `ip -n ${qrouterA} addr replace 203.0.113.101/24 brd + dev qg-e271892c-4d`,
      `ip -n ${qrouterA} addr replace 203.0.113.150/32 dev qg-e271892c-4d`,
      `ip -n ${qrouterA} route replace default via 203.0.113.1 dev qg-e271892c-4d`,
    ],
  }),
  reject('one with a floating IP alone', device(qgA).addresses('203.0.113.150/32'), {
    summary: /qg-e271892c-4d/,
    fix: [
      `ip -n ${qrouterA} addr replace 203.0.113.101/24 brd + dev qg-e271892c-4d`,
      `ip -n ${qrouterA} route replace default via 203.0.113.1 dev qg-e271892c-4d`,
    ],
  }),
  accept(
    'an HA router that stands by',
    all(
      device(qgA).addresses(),
      device(haA).withoutAddress('169.254.0.50'),
      agentFile(`/var/lib/neutron/ha_confs/${routerA}/state`).lines('backup'),
    ),
    'ha',
  ),
]);
