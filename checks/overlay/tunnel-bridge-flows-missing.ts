import { defineCheck } from '../../src/engine/check.ts';
import { flowsMissing } from '../../src/engine/flow-tables.ts';

/** Neutron's constants: PATCH_LV_TO_TUN, LEARN_FROM_TUN, UCAST_TO_TUN, FLOOD_TO_TUN. */
const tables = [2, 10, 20, 22];

export default defineCheck({
  id: 'tunnel-bridge-flows-missing',
  layer: 'overlay',
  title: 'Tunnel bridge has lost its flows',
  why: 'Tenant networks reach other hosts only by the flows of br-tun, which put local VLANs into tunnels and back.',
  severity: 'error',
  each: 'agentBridges',
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: ({ role }) => role === 'tunnel',
  judge(view) {
    const fault = flowsMissing(view, tables);
    const hasTunnels = view.bridge?.ports.some(({ interfaces }) =>
      interfaces.some(({ options }) => 'remote_ip' in options),
    );
    // A host without peers loses nothing yet.
    return fault === undefined ? undefined : { ...fault, severity: hasTunnels === true ? 'error' : 'warning' };
  },
});
