import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { haA, qrA, qrouterA, routerA } from '../../support/lab-names.ts';

testCheck('router-interface-down', [
  reject('a port that is down', device(qrA).down(), {
    summary: /qr-1e823752-79/,
    fix: [`ip -n ${qrouterA} link set qr-1e823752-79 up`],
  }),
  accept('one without a carrier', device(qrA).withoutCarrier()),
  accept(
    'an HA router that stands by',
    all(
      device(qrA).down(),
      device(haA).withoutAddress('169.254.0.50'),
      agentFile(`/var/lib/neutron/ha_confs/${routerA}/state`).lines('backup'),
    ),
    'ha',
  ),
]);
