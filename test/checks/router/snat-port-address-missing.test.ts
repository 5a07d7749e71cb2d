import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, routes } from '../../support/edits/ip.ts';
import { qrouterA, restart, routerA } from '../../support/lab-names.ts';

const sg = device('sg-fa0e3aa8-da');

testCheck(
  'snat-port-address-missing',
  [
    reject('a port that has lost its address', sg.addresses(), {
      summary: /sg-fa0e3aa8-da/,
      fix: [`ip -n snat-${routerA} addr replace 10.11.12.190/24 brd + dev sg-fa0e3aa8-da`],
    }),
    reject('one whose address no route tells', all(sg.addresses(), routes(qrouterA).without('default')), {
      summary: /sg-fa0e3aa8-da/,
      fix: [restart.l3],
    }),
    accept('a second address beside its own', sg.withAddress('10.99.0.190/24')),
  ],
  { on: 'dvr' },
);
