import { defineCheck } from '../../src/engine/check.ts';
import { flowsMissing } from '../../src/engine/flow-tables.ts';

/** Neutron's constants: PACKET_RATE_LIMIT/TRANSIENT 59 (since Yoga) and 60. */
const tables = [59, 60];

export default defineCheck({
  id: 'integration-bridge-flows-missing',
  layer: 'platform',
  title: 'Integration bridge has lost its flows',
  why: 'The integration bridge forwards by the flows of the Open vSwitch agent alone: without them no port reaches any other.',
  severity: 'error',
  each: 'agentBridges',
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: ({ role, bridge }) => role === 'integration' && bridge !== undefined,
  judge: (view) => flowsMissing(view, tables),
});
