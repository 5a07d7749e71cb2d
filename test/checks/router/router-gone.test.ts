import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { namespace, routes } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { process } from '../../support/edits/processes.ts';
import { filesA, qdhcpA, qgA, qrA, qrouterA, routerA } from '../../support/lab-names.ts';

const gone = all(
  namespace(qrouterA).gone(),
  port(qrA).gone(),
  port(qgA).gone(),
  process(`ns-metadata-proxy/${routerA}`).gone(),
  agentFile(`/var/lib/neutron/ns-metadata-proxy/${routerA}.conf`).gone(),
);

testCheck('router-gone', [
  reject('a router that was moved to another node', gone, { summary: /4338c261.*203\.0\.113\.101/, fix: null }),
  accept('one whose route went with it', all(gone, routes().without('10.11.12.0/24'))),
  accept(
    'a network whose subnet has no gateway',
    all(gone, agentFile(`${filesA}/opts`).without('option:router'), routes(qdhcpA).without('default')),
  ),
]);
