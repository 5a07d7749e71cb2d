import { defineCheck } from '../../src/engine/check.ts';
import { adviceFor } from '../../src/judgements/agent-advice.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'agent-error-logged',
  layer: 'platform',
  title: 'Agent logged an error',
  why: 'An agent that fails in the middle of a task leaves it half done until it tries again.',
  symptom: 'A router, network or port is not set up, and the log of its agent has an error with a trace.',
  remedy: 'Remove the reason that the trace ends with, then restart the agent and check whether its log says so again.',
  limits:
    'Read from pasted lines of a log, where no other check knows the message; it may be old, or harmless. Logs of a sosreport are left out.',
  sources: [
    'https://github.com/canonical/hotsos/tree/main/hotsos/defs/scenarios/openstack',
    'https://docs.openstack.org/oslo.log/latest/configuration/index.html',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: ['agent-command-refused', 'agent-messages-lost', 'switch-lacks-bridge', 'agent-task-failed'],
  applies: (item) => says('agent-error')(item) && !item.isLogged,
  judge: (item) =>
    statedFault(item, 'agent-error', ({ agent, because }) => ({
      summary: `${agent === undefined ? 'An agent' : `The ${agent}`} logged an error: ${because}.`,
      fix: null,
      next: adviceFor(because),
    })),
});
