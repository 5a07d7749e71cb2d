import { defineCheck } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import type { Network } from '../../src/topology/types.ts';

export default defineCheck({
  id: 'tag-shared-by-networks',
  layer: 'vlan',
  title: 'Two networks share a VLAN tag',
  why: 'One local VLAN for two networks makes them one: VMs get addresses from the wrong DHCP server.',
  symptom: 'VMs of two networks see each other, and get addresses from whichever DHCP server is faster.',
  remedy: 'Give the network with fewer ports an unused tag on all its ports and in the notes of the agent.',
  limits:
    'It knows the networks with a port on this host only. Local VLANs differ from host to host by design; the same segment given to two networks in Neutron is another matter.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html',
  ],
  severity: 'error',
  each: 'networks',
  explainedBy: [],
  applies: ({ localVlan }) => localVlan !== undefined,
  judge(network) {
    const { sharedWith, localVlan, ports, freeTag, subject } = network;
    const other = sharedWith.find((candidate) => isNewer(network, candidate));
    if (other === undefined || localVlan === undefined) return undefined;
    const names = ports.map((port) => port.subject.name);
    // The agent's note is what the agent will act on, so it has to change along.
    const setTag = (tag: number): readonly string[] => [
      'ovs-vsctl',
      ...ports.flatMap(({ port, intendedTag }, index) => [
        ...(index === 0 ? [] : ['--']),
        'set',
        'Port',
        port.name,
        `tag=${tag}`,
        ...(intendedTag === undefined ? [] : [`other_config:tag=${tag}`]),
      ]),
    ];
    return {
      summary: `${subject.name} and ${other.subject.name} both have local VLAN ${localVlan.tag}.`,
      evidence: [
        {
          command: ['ovs-vsctl', '--columns=name,tag', 'find', 'Port', `tag=${localVlan.tag}`],
          where: 'host',
          output: [
            ...names.map((name) => `${name} (${subject.name})`),
            ...other.ports.map((port) => `${port.subject.name} (${other.subject.name})`),
          ].join('\n'),
        },
      ],
      fix: {
        ...safeFix(
          `Give ${subject.name} a local VLAN of its own, ${freeTag}`,
          [setTag(freeTag)],
          [setTag(localVlan.tag)],
          'Restart the Open vSwitch agent at the next occasion: it hands out the local VLANs and their flows.',
        ),
        risk: 'disruptive',
      },
    };
  },
});

/** Of two networks on one tag, the one with fewer ports is taken for the intruder. */
function isNewer(network: Network, other: Network): boolean {
  if (network.ports.length !== other.ports.length) return network.ports.length < other.ports.length;
  return network.id > other.id;
}
