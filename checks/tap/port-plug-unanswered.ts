import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'port-plug-unanswered',
  layer: 'tap',
  title: 'Neutron never notified nova that a port is up',
  why: 'nova starts an instance only after Neutron reports its ports as up, and gives up after five minutes.',
  symptom: 'The instance ends in ERROR, and the log of nova-compute says "Virtual Interface creation failed".',
  remedy:
    'On that compute host check that the L2 agent runs and its log for the port, and that neutron-server can notify nova ([nova] in neutron.conf).',
  limits: 'Read from log lines. Whether the agent did not set up the port, or the notification was lost, is unknown.',
  sources: [
    'https://docs.openstack.org/nova/latest/configuration/config.html#DEFAULT.vif_plugging_timeout',
    'https://bugs.launchpad.net/neutron/+bug/1464554',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: ['port-binding-failed', 'agent-not-alive', 'l2-agent-not-running', 'agent-task-failed'],
  applies: says('port-plug-unanswered'),
  judge: (item) =>
    statedFault(item, 'port-plug-unanswered', ({ portId }) => ({
      summary: `nova timed out waiting for ${portId === undefined ? 'a port' : `port ${portId}`} to come up; the cause is unknown.`,
      fix: null,
    })),
});
