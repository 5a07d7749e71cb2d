import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { rules } from '../../support/edits/iptables.ts';
import { port } from '../../support/edits/ovs.ts';
import { qrA, qrouterA, restart } from '../../support/lab-names.ts';

testCheck('router-interface-missing', [
  reject('a qr that is on no bridge', port(qrA).gone(), {
    summary: /qr-1e823752-79.*qrouter-6259a93a/,
    fix: [restart.l3],
  }),
  accept(
    'a router that was taken out of the subnet',
    all(port(qrA).gone(), device(qrA).gone(), rules(qrouterA).without('qr-1e823752-79')),
  ),
]);
