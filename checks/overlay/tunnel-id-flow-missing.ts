import { defineCheck, told } from '../../src/engine/check.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { flowEvidence } from '../../src/engine/flow-tables.ts';
import { setsVlan } from '../../src/engine/vlan-flows.ts';

export default defineCheck({
  id: 'tunnel-id-flow-missing',
  layer: 'overlay',
  title: 'What comes in by tunnel for a network is thrown away',
  why: "br-tun has no flow that puts the network's tunnel id on its local VLAN: packets arrive from other hosts, and vanish.",
  symptom: 'Tcpdump on the NIC shows tunnel packets for the network, and none of its ports here gets them.',
  remedy: 'Restart the Open vSwitch agent, which translates the tunnel id again.',
  limits:
    'Network and tunnel id are read from the notes at its ports: where the agent writes none, as before Kilo, it is silent.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/plugins/ml2/drivers/openvswitch/agent/ovs_neutron_agent.py',
  ],
  severity: 'error',
  each: 'overlayNetworks',
  explainedBy: ['tag-shared-by-networks', 'tunnel-bridge-flows-missing'],
  applies: ({ tunnels }) => tunnels.length > 0,
  judge({ segmentationId, localVlan, bridge, host, ...network }) {
    const flows = told(network.flows);
    const own = flows.filter(({ match }) => Number(match.get('tun_id')) === segmentationId);
    if (own.some((flow) => setsVlan(flow, localVlan.tag))) return undefined;
    const id = `0x${segmentationId.toString(16)}`;
    return {
      summary: `No flow on ${bridge} puts tunnel id ${id} on local VLAN ${localVlan.tag}, that of its network here.`,
      evidence: [flowEvidence(bridge, `tun_id=${id}`, own)],
      fix: restartFix(host, 'l2-agent', 'puts its flows in again'),
    };
  },
});
