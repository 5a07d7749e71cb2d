import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { namespace } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { process } from '../../support/edits/processes.ts';
import { qgA, qgB, qrA, qrB, qrouterA, qrouterB, restart } from '../../support/lab-names.ts';

const agent = process(/neutron-l3-agent --config/);

/** Both networks lose their router, down to the ports. */
const noRouter = all(
  ...[qrouterA, qrouterB].map((name) => namespace(name).gone()),
  ...[qrA, qgA, qrB, qgB].map((name) => port(name).gone()),
);

testCheck('l3-agent-not-running', [
  reject('an agent that has died', agent.gone(), { summary: /L3 agent/, severity: 'warning', fix: [restart.l3] }),
  reject('one for which networks wait, as no router is there', all(agent.gone(), noRouter), {
    summary: /not set up: network/,
    fix: [restart.l3],
  }),
  accept('the VPN agent, which does its work', agent.args(/neutron-l3-agent/g, 'neutron-vpn-agent')),
]);
