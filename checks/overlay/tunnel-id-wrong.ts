import { mislabelledOf } from '../../src/analysis/tunnel-walk.ts';
import { CouldNotTell, defineCheck, required } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'tunnel-id-wrong',
  layer: 'overlay',
  title: 'Packets of a network leave with another tunnel ID',
  why: 'Other hosts drop packets with an ID that they do not have, or deliver them to the ports of another network.',
  symptom: 'ARP, DHCP or one MAC fails from this host to all others, while packets leave by the tunnels.',
  remedy: 'Restart the Open vSwitch agent, which writes the tunnel ID of each network again.',
  limits:
    'Broadcasts and packets for each MAC written by l2population are walked through the flows; learned entries are not. Flows that ask for more than ports, MACs, VLAN and tunnel ID make it unknown.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/plugins/ml2/drivers/openvswitch/agent/openflow/native/br_tun.py',
  ],
  severity: 'error',
  each: 'overlayNetworks',
  with: ['services'],
  explainedBy: ['tag-shared-by-networks', 'tunnel-bridge-flows-missing'],
  applies: ({ tunnels, patchPort }) => tunnels.length > 0 && patchPort !== undefined,
  judge(network, { services }) {
    const { id, bridge, segmentationId } = network;
    const flows = required(network.flows);
    const mislabelled = mislabelledOf(network, flows);
    if (mislabelled === undefined) throw new CouldNotTell(`the flows of ${bridge} cannot be followed`);
    const [first, ...others] = mislabelled;
    if (first === undefined) return undefined;
    const given = first.departure.tunnelId;
    const packets = first.isBroadcast ? 'broadcasts' : `packets for ${first.target}`;
    return {
      summary: `${bridge} sends ${packets} of network ${id} with ${given === undefined ? 'no tunnel ID' : `tunnel ID ${given}`}, expected ${segmentationId}.${others.length === 0 ? '' : ` The same goes for ${others.map(({ target }) => target).join(', ')}.`}`,
      evidence: mislabelled.slice(0, 3).map(({ match, flows: own }) => flowEvidence(bridge, match, own)),
      fix: restartFix(services, 'l2-agent', 'restores its flows'),
    };
  },
});
