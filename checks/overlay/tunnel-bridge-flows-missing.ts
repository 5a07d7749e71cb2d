import { defineCheck } from '../../src/engine/check.ts';
import { flowsMissing } from '../../src/judgements/flow-tables.ts';

/** Neutron's constants: PATCH_LV_TO_TUN, LEARN_FROM_TUN, UCAST_TO_TUN, FLOOD_TO_TUN. */
const tables = [2, 10, 20, 22];

export default defineCheck({
  id: 'tunnel-bridge-flows-missing',
  layer: 'overlay',
  title: 'Tunnel bridge has lost its flows',
  why: 'Tenant networks reach other hosts only by the flows of br-tun, which map local VLANs to tunnels and back.',
  symptom: 'VMs of this host reach each other, but none on another host, since Open vSwitch was restarted.',
  remedy: 'Restart the Open vSwitch agent, which restores the tables of br-tun.',
  limits:
    'A table counts as lost if flows point to it and it is empty; wrong flows are not seen. A warning on a host without tunnel peers.',
  sources: [
    'https://bugs.launchpad.net/bugs/1290486',
    'https://bugs.launchpad.net/bugs/1804842',
    'https://github.com/openstack/neutron/commit/ae031d1886',
  ],
  severity: 'error',
  each: 'agentBridges',
  comparesNoAddresses: true,
  with: ['flows', 'services'],
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: ({ role }) => role === 'tunnel',
  judge(view, inputs) {
    const fault = flowsMissing(view, tables, inputs);
    const hasTunnels = view.bridge?.ports.some(({ interfaces }) =>
      interfaces.some(({ options }) => 'remote_ip' in options),
    );
    // A host without peers loses nothing yet.
    return fault === undefined ? undefined : { ...fault, severity: hasTunnels === true ? 'error' : 'warning' };
  },
});
