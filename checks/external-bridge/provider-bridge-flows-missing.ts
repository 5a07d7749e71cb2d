import { defineCheck } from '../../src/engine/check.ts';
import { flowsMissing } from '../../src/engine/flow-tables.ts';

export default defineCheck({
  id: 'provider-bridge-flows-missing',
  layer: 'external-bridge',
  title: 'Provider bridge has lost its flows',
  why: 'A provider bridge that was deleted and made again by something else than the agent has none of its flows.',
  severity: 'error',
  each: 'agentBridges',
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: ({ role }) => role === 'provider',
  judge: (view) => flowsMissing(view, []),
});
