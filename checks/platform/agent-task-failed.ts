import { defineCheck } from '../../src/engine/check.ts';
import { adviceFor } from '../../src/judgements/agent-advice.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'agent-task-failed',
  layer: 'platform',
  title: 'Agent gave up a task',
  why: 'What the agent could not set up does not work: a router, a DHCP server, a tunnel, the port of an instance.',
  symptom: 'The log of the agent has a trace for the router, network or port that is cut off, again at each restart.',
  remedy: 'Remove the reason that the trace ends with, then restart the agent, which takes up the task again.',
  limits:
    'Read from pasted lines of a log; lines in the logs of a sosreport are left out, as most such failures are over at the next try. The reason is the one that stands next to the line.',
  sources: [
    'https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/60',
    'https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/144',
    'https://github.com/rcbops/chef-cookbooks/issues/761',
  ],
  severity: 'error',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: ['agent-command-refused', 'agent-messages-lost'],
  applies: (item) => says('agent-task-failed')(item) && !item.isLogged,
  judge: (item) =>
    statedFault(item, 'agent-task-failed', ({ agent, task, id, because }) => ({
      summary:
        `The ${agent} could not ${task}${id === undefined ? '' : ` ${id}`}${because === undefined ? '' : `: ${because}`}.`.replace(
          /\.\.$/,
          '.',
        ),
      fix: null,
      next: adviceFor(because),
      ...(task === 'make tunnels' ? ({ layer: 'overlay' } as const) : {}),
    })),
});
