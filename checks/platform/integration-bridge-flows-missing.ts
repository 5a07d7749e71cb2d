import { defineCheck } from '../../src/engine/check.ts';
import { flowsMissing } from '../../src/judgements/flow-tables.ts';

/** Neutron's constants: PACKET_RATE_LIMIT/TRANSIENT 59 (since Yoga) and 60; then those of the native firewall. */
const tables = [59, 60, 71, 72, 73, 81, 82, 91, 94];

export default defineCheck({
  id: 'integration-bridge-flows-missing',
  layer: 'platform',
  title: 'Integration bridge has lost its flows',
  why: "The integration bridge forwards only by the Open vSwitch agent's flows: without them no port reaches any other.",
  symptom:
    'Since a restart or upgrade of Open vSwitch all ports of the host exist and have tags, but none reaches another.',
  remedy: 'Restart the Open vSwitch agent, which restores its flows.',
  limits:
    'Checked in fail mode secure only. A bridge that lacks only the flows of an extension (QoS, port forwarding) passes.',
  sources: [
    'https://bugs.launchpad.net/bugs/1290486',
    'https://bugs.launchpad.net/bugs/1920700',
    'https://github.com/canonical/hotsos/issues/334',
  ],
  severity: 'error',
  each: 'agentBridges',
  comparesNoAddresses: true,
  with: ['services', 'flows'],
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: ({ role, bridge }) => role === 'integration' && bridge !== undefined,
  judge: (view, inputs) => flowsMissing(view, tables, inputs),
});
