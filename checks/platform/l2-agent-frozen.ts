import { agentFrozen } from '../../src/engine/agents.ts';
import { defineCheck } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'l2-agent-frozen',
  layer: 'platform',
  title: 'Open vSwitch agent is stopped by a signal',
  why: 'It is in the list of processes, but wires no port and gives no new one its VLAN.',
  severity: 'error',
  each: 'agents',
  explainedBy: [],
  applies: ({ role }) => role === 'l2-agent',
  judge: agentFrozen,
});
