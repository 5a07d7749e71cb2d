import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'agent-command-refused',
  layer: 'platform',
  title: 'Agent lacks root privileges for its commands',
  why: 'The agents set up ports and namespaces by commands run as root: without them nothing changes.',
  symptom: 'The agent logs each failed command, and nothing on the host changes any more.',
  remedy:
    "Allow the agent's user to run neutron-rootwrap in sudoers (NOPASSWD, no requiretty), and install the filter files of its release in /etc/neutron/rootwrap.d.",
  limits: 'Read from a saved log; a log line may be older than the last change of the settings.',
  sources: [
    'https://docs.openstack.org/oslo.rootwrap/latest/user/usage.html',
    'https://bugs.launchpad.net/neutron/+bug/1298233',
  ],
  severity: 'error',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: says('agent-command-refused'),
  judge: (item) =>
    statedFault(item, 'agent-command-refused', ({ command, because }) => ({
      summary: `An agent can't run ${command ?? 'commands'} as root: ${because}.`,
      fix: null,
    })),
});
