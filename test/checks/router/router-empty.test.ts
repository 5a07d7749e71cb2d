import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { namespace } from '../../support/edits/ip.ts';
import { rules } from '../../support/edits/iptables.ts';
import { port } from '../../support/edits/ovs.ts';
import { qgA, qgB, qrA, qrB, qrouterA, qrouterB, restart } from '../../support/lab-names.ts';

const emptied = [
  { space: qrouterA, ports: [qrA, qgA] },
  { space: qrouterB, ports: [qrB, qgB] },
].map(({ space, ports }) =>
  all(namespace(space).emptied(), rules(space).flushed(), ...ports.map((name) => port(name).gone())),
);
const [first = all()] = emptied;

testCheck(
  'router-empty',
  [
    reject('all routers of the host', all(...emptied), {
      summary: /qrouter-6259a93a.*10\.11\.12\.1/,
      fix: [restart.l3],
    }),
    accept('one router, left over beside one that works', first),
  ],
  { onlyAskedWhere: 'no router here has ports' },
);
