import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { device, forwarding } from '../../support/edits/ip.ts';
import { haA, qrouterA, routerA } from '../../support/lab-names.ts';

testCheck('router-forwarding-off', [
  reject('a router that forwards nothing', forwarding(qrouterA, false), {
    summary: /qrouter-6259a93a/,
    subject: qrouterA,
    fix: [`ip netns exec ${qrouterA} sysctl -w net.ipv4.ip_forward=1`],
  }),
  accept(
    'an HA router that stands by',
    all(
      forwarding(qrouterA, false),
      device(haA).withoutAddress('169.254.0.50'),
      agentFile(`/var/lib/neutron/ha_confs/${routerA}/state`).lines('backup'),
    ),
    'ha',
  ),
]);
