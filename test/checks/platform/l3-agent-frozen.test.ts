import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { namespace } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { newProcess, process } from '../../support/edits/processes.ts';
import { qgA, qgB, qrA, qrB, qrouterA, qrouterB } from '../../support/lab-names.ts';

/** Both networks lose their router, down to the ports. */
const noRouter = all(
  ...[qrouterA, qrouterB].map((name) => namespace(name).gone()),
  ...[qrA, qgA, qrB, qgB].map((name) => port(name).gone()),
);

testCheck('l3-agent-frozen', [
  reject('an agent that SIGSTOP has stopped', process(/neutron-l3-agent --config/).frozen(), {
    summary: /L3 agent/,
    severity: 'warning',
    fix: ['kill -CONT 71'],
  }),
  reject(
    'one for which networks wait, as no router is there',
    all(process(/neutron-l3-agent --config/).frozen(), noRouter),
    {
      summary: /L3 agent/,
      fix: ['kill -CONT 71'],
    },
  ),
  accept(
    'one of its processes',
    all(process(/neutron-l3-agent --config/).frozen(), newProcess('/usr/bin/python3 /usr/bin/neutron-l3-agent')),
  ),
]);
