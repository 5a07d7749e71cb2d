import { setsVlan } from '../../src/analysis/vlan-flows.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'tunnel-id-flow-missing',
  layer: 'overlay',
  title: 'Tunnel ID flow of a network is missing',
  why: "br-tun has no flow from the network's tunnel ID to its local VLAN: packets from other hosts are dropped.",
  symptom: 'Tunnel packets for the network arrive at the NIC, but none of its ports receives them.',
  remedy: 'Restart the Open vSwitch agent, which restores the flow.',
  limits: 'Network and tunnel ID are read from other_config of the ports, which agents before Kilo do not write.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/plugins/ml2/drivers/openvswitch/agent/ovs_neutron_agent.py',
  ],
  severity: 'error',
  each: 'overlayNetworks',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['tag-shared-by-networks', 'tunnel-bridge-flows-missing'],
  applies: ({ tunnels }) => tunnels.length > 0,
  judge({ segmentationId, localVlan, bridge, ...network }, { services }) {
    const flows = required(network.flows);
    const own = flows.filter(({ match }) => Number(match.get('tun_id')) === segmentationId);
    if (own.some((flow) => setsVlan(flow, localVlan.tag))) return undefined;
    const id = `0x${segmentationId.toString(16)}`;
    return {
      summary: `No flow on ${bridge} maps tunnel ID ${id} to local VLAN ${localVlan.tag}.`,
      evidence: [flowEvidence(bridge, `tun_id=${id}`, own)],
      fix: restartFix(services, 'l2-agent', 'restores its flows'),
    };
  },
});
