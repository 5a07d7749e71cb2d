import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { haA, qgA, qrA, qrouterA } from '../../support/lab-names.ts';

const standby = device(haA).withoutAddress('169.254.0.50');
const withoutGateway = device(qrA).withoutAddress('10.11.12.1');
const withoutExternal = all(device(qgA).withoutAddress('203.0.113.101'), device(qgA).withoutAddress('203.0.113.150'));

testCheck(
  'ha-standby-holds-addresses',
  [
    reject('a standby that has kept the gateway', all(standby, withoutExternal), {
      summary: /qrouter-6259a93a.*stands by here, but holds 10\.11\.12\.1\./,
      subject: qrouterA,
      fix: [`ip -n ${qrouterA} address del 10.11.12.1/24 dev ${qrA}`],
    }),
    accept('a standby without addresses', all(standby, withoutGateway, withoutExternal)),
  ],
  { on: 'ha' },
);
