import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'agent-not-alive',
  layer: 'platform',
  title: 'Neutron reports an agent as not alive',
  why: 'The server binds no port to a host whose agent is dead, and schedules no router or network there.',
  symptom: 'The agent is listed as XXX; new instances fail with binding_failed, or get no address.',
  remedy:
    'Start the agent on its host; where it runs, check its log for the message queue, and compare the clocks of both hosts.',
  limits:
    'Known only from a table of agents in a saved text. Agents of decommissioned hosts stay in that list until they are deleted.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/config-services-agent.html',
    'https://docs.openstack.org/python-openstackclient/latest/cli/command-objects/network-agent.html',
  ],
  severity: 'error',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: says('agent-silent'),
  judge: (item) =>
    statedFault(item, 'agent-silent', ({ agent, host }) => ({
      summary: `Neutron reports the ${agent} on ${host} as not alive.`,
      fix: null,
    })),
});
