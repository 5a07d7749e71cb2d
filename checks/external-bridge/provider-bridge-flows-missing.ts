import { defineCheck } from '../../src/engine/check.ts';
import { flowsMissing } from '../../src/judgements/flow-tables.ts';

export default defineCheck({
  id: 'provider-bridge-flows-missing',
  layer: 'external-bridge',
  title: 'Provider bridge has lost its flows',
  why: 'A provider bridge that was re-created by something other than the agent has none of its flows.',
  symptom:
    'Provider networks and routers of the host are cut off since configuration management re-created the bridge.',
  remedy: 'Restart the Open vSwitch agent, which restores the flows of the bridge.',
  limits:
    'Checked only in fail mode secure, as a standalone bridge forwards without flows; reported only if all flows other than drops are missing.',
  sources: ['https://bugs.launchpad.net/bugs/1864822', 'https://github.com/openstack/neutron/commit/63c45b3766'],
  severity: 'error',
  each: 'agentBridges',
  comparesNoAddresses: true,
  with: ['services', 'flows'],
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering', 'bridge-mapping-missing'],
  applies: ({ role }) => role === 'provider',
  judge: (view, inputs) => flowsMissing(view, [], inputs),
});
