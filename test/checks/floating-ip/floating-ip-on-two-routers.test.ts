import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { floatingIp, qgA, qgB, qrouterB } from '../../support/lab-names.ts';

testCheck(
  'floating-ip-on-two-routers',
  [
    reject('an address that its old router kept', device(qgB).withAddress(`${floatingIp}/32`), {
      summary: /203\.0\.113\.150.*qrouter/,
      count: 2,
      fix: [`ip -n ${qrouterB} addr del 203.0.113.150/32 dev qg-5cd38e81-52`, 'ip neigh flush to 203.0.113.150'],
    }),
    reject(
      'an address that is on another router than its rules',
      all(device(qgB).withAddress(`${floatingIp}/32`), device(qgA).withoutAddress(floatingIp)),
      {
        summary: /203\.0\.113\.150 is on qg-5cd38e81-52 .* that translate it are those of qrouter-6259a93a/,
        fix: [`ip -n ${qrouterB} addr del 203.0.113.150/32 dev qg-5cd38e81-52`, 'ip neigh flush to 203.0.113.150'],
      },
    ),
    accept(
      'the same address on two external networks',
      all(device(qgB).withAddress(`${floatingIp}/32`), port(qgB).tag(8), port(qgB).note('tag', '8')),
    ),
  ],
  { onlyAskedWhere: 'two routers have one address' },
);
