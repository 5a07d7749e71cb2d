import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { qgA, qgB, qrouterA } from '../../support/lab-names.ts';

testCheck('router-gateway-mtu-small', [
  reject('an MTU that no host may have', device(qgA).mtu(300), {
    summary: /qg-e271892c-4d .* MTU 300; other routers .* 1500/,
    subject: qgA,
    fix: [`ip -n ${qrouterA} link set dev ${qgA} mtu 1500`],
  }),
  reject('an MTU below that of another router', device(qgA).mtu(1400), {
    summary: /MTU 1400; other routers of its network have 1500/,
    severity: 'warning',
    fix: [`ip -n ${qrouterA} link set dev ${qgA} mtu 1500`],
  }),
  accept('a network of a smaller MTU', all(device(qgA).mtu(1400), device(qgB).mtu(1400))),
]);
