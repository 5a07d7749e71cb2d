import { blockedTunnels } from '../../src/analysis/tunnel-walk.ts';
import { CouldNotTell, defineCheck, required } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';
import { tunnelEvidence } from '../../src/evidence/tunnels.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'tunnel-arrivals-dropped',
  layer: 'overlay',
  title: 'Packets from a tunnel do not reach the network that they are for',
  why: 'The flows of the tunnel bridge drop what another host sends, or put it on a wrong VLAN.',
  symptom: 'Ports of a network on one other host are unreachable from here, and hear from here nothing but questions.',
  remedy: 'Restart the Open vSwitch agent, which restores the flows for what tunnels bring.',
  limits:
    'A broadcast with the tunnel ID of the network is walked through the flows, from each tunnel of the network’s type to which flows send. Flows that ask for more than ports, MACs, VLAN and tunnel ID make it unknown.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/plugins/ml2/drivers/openvswitch/agent/openflow/native/br_tun.py',
  ],
  severity: 'error',
  each: 'overlayNetworks',
  with: ['services'],
  explainedBy: [
    'tag-shared-by-networks',
    'tunnel-patch-broken',
    'tunnel-port-refused',
    'tunnel-bridge-flows-missing',
    'tunnel-id-flow-missing',
    'tunnel-flow-port-gone',
  ],
  applies: ({ tunnels, patchPort }) => tunnels.length > 0 && patchPort !== undefined,
  judge(network, { services }) {
    const { id, bridge, segmentationId, localVlan } = network;
    const blocked = blockedTunnels(network, required(network.flows));
    if (blocked === undefined) throw new CouldNotTell(`the flows of ${bridge} cannot be followed`);
    const [first, ...others] = blocked;
    if (first === undefined) return undefined;
    const tunnelId = `0x${segmentationId.toString(16)}`;
    const more = others.length === 0 ? '' : ` The same goes for ${others.map(({ tunnel }) => tunnel.name).join(', ')}.`;
    return {
      summary: `${bridge} does not pass what ${first.tunnel.name} brings for network ${id} (tunnel ID ${tunnelId}) to local VLAN ${localVlan.tag}.${more}`,
      evidence: [
        flowEvidence(
          bridge,
          `in_port=${first.port}`,
          required(network.flows).filter(({ match }) => match.get('in_port') === String(first.port)),
        ),
        flowEvidence(
          bridge,
          `tun_id=${tunnelId}`,
          required(network.flows).filter(({ match }) => Number(match.get('tun_id')) === segmentationId),
        ),
        tunnelEvidence(first.tunnel),
      ],
      fix: restartFix(services, 'l2-agent', 'restores its flows'),
      shared: `arrivals at ${blocked.map(({ tunnel }) => tunnel.name).join(' ')}`,
    };
  },
});
