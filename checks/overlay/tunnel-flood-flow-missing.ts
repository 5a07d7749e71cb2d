import { CouldNotTell, defineCheck, told } from '../../src/engine/check.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { flowEvidence } from '../../src/engine/flow-tables.ts';
import { outputsOf } from '../../src/engine/vlan-flows.ts';
import type { Flow } from '../../src/facts/flows.ts';

/** Neutron's constants UCAST_TO_TUN and FLOOD_TO_TUN. */
const unicast = 20;
const flood = 22;

export default defineCheck({
  id: 'tunnel-flood-flow-missing',
  layer: 'overlay',
  title: "A network's broadcasts don't leave the host",
  why: 'ARP and DHCP requests go to other hosts by the flood flow of the network: without it VMs there are not found.',
  symptom:
    'VMs find neighbours on other hosts only while they still know their MACs; DHCP from another node never comes.',
  remedy: 'Restart the Open vSwitch agent, which puts the flood flow of the network in again.',
  limits:
    'With l2population a network floods to the hosts that have ports of it, maybe to none: where flows look like that, it is not judged. Tables of Grizzly are unknown to it.',
  sources: [
    'https://bugs.launchpad.net/bugs/1813703',
    'https://bugs.launchpad.net/bugs/1853613',
    'https://github.com/openstack/neutron/commit/a5244d6d44',
  ],
  severity: 'error',
  each: 'overlayNetworks',
  explainedBy: ['tunnel-bridge-flows-missing'],
  applies: ({ tunnels, flows }) =>
    tunnels.length > 0 && !(flows.known && isByL2population(flows.value, tunnels.length)),
  judge({ localVlan, bridge, host, ...network }) {
    const flows = told(network.flows);
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
      fix: restartFix(host, 'l2-agent', 'puts its flows in again'),
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
