import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'agent-messages-lost',
  layer: 'platform',
  title: 'Agent gets no reply over the message queue',
  why: 'An agent learns of ports, networks and routers only over the message queue.',
  symptom: 'New ports stay down, changes arrive minutes late or never, and agents flap between alive and dead.',
  remedy:
    'Check that RabbitMQ runs and is reachable from the host and that neutron-server is not overloaded, then restart the agent.',
  limits:
    'Read from a saved log. A single line may be from a restart of the server, so it is a warning; which side is at fault is unknown.',
  sources: [
    'https://docs.openstack.org/oslo.messaging/latest/admin/rabbit.html',
    'https://bugs.launchpad.net/neutron/+bug/1853071',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: says('agent-messages-lost'),
  judge: (item) =>
    statedFault(item, 'agent-messages-lost', ({ server, because }) => ({
      summary: `An agent got no reply over the message queue${server === undefined ? '' : ` at ${server}`}: ${because}.`,
      fix: null,
    })),
});
