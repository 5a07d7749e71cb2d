import { defineCheck } from '../../src/engine/check.ts';
import { flowsMissing } from '../../src/engine/flow-tables.ts';

export default defineCheck({
  id: 'provider-bridge-flows-missing',
  layer: 'external-bridge',
  title: 'Provider bridge has lost its flows',
  why: 'A provider bridge that was deleted and made again by something else than the agent has none of its flows.',
  symptom: 'Provider networks and routers of the host are cut off since configuration management made the bridge anew.',
  remedy: 'Restart the Open vSwitch agent, which puts the flows of the bridge in again.',
  limits:
    'Only a bridge in fail mode secure is judged, as one in standalone forwards without flows; it misses all flows that do more than drop, not a single one.',
  sources: ['https://bugs.launchpad.net/bugs/1864822', 'https://github.com/openstack/neutron/commit/63c45b3766'],
  severity: 'error',
  each: 'agentBridges',
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: ({ role }) => role === 'provider',
  judge: (view) => flowsMissing(view, []),
});
