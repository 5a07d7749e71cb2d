import { outputsOf } from '../../src/analysis/vlan-flows.ts';
import { CouldNotTell, defineCheck, required } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';
import type { Flow } from '../../src/facts/flows.ts';
import { restartFix } from '../../src/remedies/agents.ts';

/** Neutron's constants UCAST_TO_TUN and FLOOD_TO_TUN. */
const unicast = 20;
const flood = 22;

export default defineCheck({
  id: 'tunnel-flood-flow-missing',
  layer: 'overlay',
  title: 'Flood flow of a network is missing',
  why: "ARP and DHCP requests reach other hosts by the network's flood flow: without it their VMs are unreachable.",
  symptom:
    'VMs reach neighbours on other hosts only while their ARP entries last; DHCP from another node never arrives.',
  remedy: 'Restart the Open vSwitch agent, which restores the flood flow.',
  limits: 'With l2population a network may flood to no host, and is not checked. Tables of Grizzly are not known.',
  sources: [
    'https://bugs.launchpad.net/bugs/1813703',
    'https://bugs.launchpad.net/bugs/1853613',
    'https://github.com/openstack/neutron/commit/a5244d6d44',
  ],
  severity: 'error',
  each: 'overlayNetworks',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['tunnel-bridge-flows-missing'],
  applies: ({ tunnels, flows }) =>
    tunnels.length > 0 && !(flows.known && isByL2population(flows.value, tunnels.length)),
  judge({ localVlan, bridge, ...network }, { services }) {
    const flows = required(network.flows);
    // Tables of Grizzly and before look otherwise.
    if (!flows.some(({ table }) => table === flood)) throw new CouldNotTell(`${bridge} has no table ${flood}`);
    const own = floodsOf(flows).filter(({ match }) => match.get('dl_vlan') === String(localVlan.tag));
    if (own.length > 0) return undefined;
    return {
      summary: `No flow on ${bridge} sends the broadcasts of local VLAN ${localVlan.tag} into a tunnel (${bridge} has ${network.tunnels.length}).`,
      evidence: [
        flowEvidence(
          bridge,
          `table=${flood}`,
          flows.filter(({ table }) => table === flood),
        ),
      ],
      fix: restartFix(services, 'l2-agent', 'restores its flows'),
    };
  },
});

const floodsOf = (flows: readonly Flow[]): readonly Flow[] =>
  flows.filter((flow) => flow.table === flood && outputsOf(flow).length > 0);

/**
 * With l2population a network floods only to hosts that have ports of it, maybe to none. It shows by unicast flows that
 * nobody learned (priority 2), and by floods that leave tunnels out.
 */
const isByL2population = (flows: readonly Flow[], tunnels: number): boolean =>
  flows.some(({ table, priority }) => table === unicast && priority === 2) ||
  floodsOf(flows).some((flow) => outputsOf(flow).length < tunnels);
