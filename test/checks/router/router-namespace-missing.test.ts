import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { namespace } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { qgA, qrA, qrouterA, restart } from '../../support/lab-names.ts';

testCheck(
  'router-namespace-missing',
  [
    reject('ports on the switch, and no namespace that holds them', namespace(qrouterA).gone(), {
      summary: /qr-1e823752-79/,
      fix: [restart.l3],
    }),
    accept(
      'a router that was deleted with its ports',
      all(namespace(qrouterA).gone(), port(qrA).gone(), port(qgA).gone()),
    ),
  ],
  { onlyAskedWhere: 'ports of a router are in no namespace' },
);
