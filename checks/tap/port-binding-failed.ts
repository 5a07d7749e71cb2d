import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'port-binding-failed',
  layer: 'tap',
  title: 'Neutron could not bind the port',
  why: 'No mechanism driver bound the port on its host: it is not set up, and the L2 agent parks its device on the dead VLAN.',
  symptom:
    'The port has binding_vif_type binding_failed; the instance ends in ERROR with "No valid host", or its device gets tag 4095.',
  remedy:
    "Check that the host's L2 agent is alive and has a bridge or a tunnel address for the network, then bind again: `openstack port set --host HOST PORT`, or restart the instance.",
  limits:
    "Read from a table of the port or a log line. The reason (agent dead, no mapping, unknown host name) is in neutron-server's debug log.",
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/config-ml2.html',
    'https://bugs.launchpad.net/neutron/+bug/1464554',
  ],
  severity: 'error',
  each: 'statements',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['agent-not-alive', 'l2-agent-not-running', 'l2-agent-frozen', 'physical-network-unmapped'],
  applies: says('binding-failed'),
  judge: (item, { services }) =>
    statedFault(item, 'binding-failed', ({ portId, host }) => ({
      summary: `Neutron could not bind ${portId === undefined ? 'a port' : `port ${portId}`}${host === undefined ? '' : ` on ${host}`}.`,
      fix: restartFix(services, 'l2-agent', 'reports to Neutron what it can bind'),
    })),
});
