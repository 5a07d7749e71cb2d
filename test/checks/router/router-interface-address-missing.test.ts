import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { filesA, haA, qrA, qrouterA, restart, routerA } from '../../support/lab-names.ts';

testCheck('router-interface-address-missing', [
  reject('a port that has lost its address', device(qrA).addresses(), {
    summary: /qr-1e823752-79/,
    fix: [`ip -n ${qrouterA} addr replace 10.11.12.1/24 brd + dev qr-1e823752-79`],
  }),
  reject(
    'one whose address no host file has',
    all(device(qrA).addresses(), agentFile(`${filesA}/host`).without('fa:16:3e:3c:6e:f2')),
    { summary: /qr-1e823752-79/, fix: [restart.l3] },
  ),
  accept(
    'an HA router that stands by',
    all(
      device(qrA).addresses(),
      device(haA).withoutAddress('169.254.0.50'),
      agentFile(`/var/lib/neutron/ha_confs/${routerA}/state`).lines('backup'),
    ),
    'ha',
  ),
]);
