import { defineCheck, required } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';
import type { Flow } from '../../src/facts/flows.ts';
import type { OverlayNetwork } from '../../src/topology/overlay.ts';

/** Neutron's constant ARP_RESPONDER. */
const responder = 21;

export default defineCheck({
  id: 'arp-responder-wrong',
  layer: 'overlay',
  title: 'ARP responder has a stale MAC',
  why: 'With l2population br-tun answers ARP for VMs on other hosts: with a stale MAC traffic is lost.',
  symptom: 'Since a port was deleted and its address given to another, some VMs do not reach the new one.',
  remedy: 'Delete the flow: requests then go to the other hosts, and the agent restores the correct entry.',
  limits:
    'Compares with the DHCP host file on this host; other networks are not checked. An address in several lines may have any of their MACs.',
  sources: [
    'https://bugs.launchpad.net/bugs/1824504',
    'https://github.com/openstack/neutron/commit/5301ecf41b',
    'https://bugs.launchpad.net/bugs/1623849',
  ],
  severity: 'error',
  each: 'overlayNetworks',
  explainedBy: [],
  applies: ({ hosts }) => hosts.length > 0,
  judge(network) {
    const wrong = required(network.flows).filter((flow) => isWrong(network, flow));
    const [first] = wrong;
    if (first === undefined) return undefined;
    const address = first.match.get('arp_tpa');
    const [line] = network.hosts.filter((host) => host.address === address);
    return {
      summary: `ARP responder of ${network.bridge} has ${address} at ${answerOf(first)}, expected ${line?.mac}.`,
      evidence: [
        flowEvidence(network.bridge, `table=${responder},arp,arp_tpa=${address}`, wrong),
        { command: ['grep', '-rwF', `${address}`, '/var/lib/neutron/dhcp'], where: 'host', output: line?.line ?? '' },
      ],
      fix: {
        summary: 'Delete the stale entry',
        risk: 'safe',
        commands: wrong.map((flow) => ['ovs-ofctl', '--strict', 'del-flows', network.bridge, matchOf(flow)]),
        undo: wrong.map((flow) => [
          'ovs-ofctl',
          'add-flow',
          network.bridge,
          `table=${responder},${flow.text.replace(' actions', ',actions')}`,
        ]),
        permanent: 'If it returns, restart the Open vSwitch agent, which fetches all entries again.',
      },
    };
  },
});

const answerOf = ({ actions }: Flow): string | undefined =>
  actions.match(/(?:^|,)(?:mod_dl_src:|set_field:)((?:[0-9a-f]{2}:){5}[0-9a-f]{2})/)?.[1];

function isWrong({ hosts, localVlan }: OverlayNetwork, flow: Flow): boolean {
  const answer = answerOf(flow);
  const owners = hosts.filter(({ address }) => address === flow.match.get('arp_tpa'));
  return (
    flow.table === responder &&
    flow.match.get('dl_vlan') === String(localVlan.tag) &&
    answer !== undefined &&
    owners.length > 0 &&
    owners.every(({ mac }) => mac !== answer)
  );
}

const matchOf = ({ priority, match }: Flow): string =>
  [
    `table=${responder}`,
    `priority=${priority}`,
    ...[...match].map(([field, value]) => (value === '' ? field : `${field}=${value}`)),
  ].join(',');
