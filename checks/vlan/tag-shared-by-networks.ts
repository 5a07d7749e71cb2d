import { defineCheck } from '../../src/engine/check.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import type { Network } from '../../src/topology/networks.ts';

export default defineCheck({
  id: 'tag-shared-by-networks',
  layer: 'vlan',
  title: 'Two networks share a VLAN tag',
  why: 'Two networks on one local VLAN are one network: VMs get addresses from the wrong DHCP server.',
  symptom: 'VMs of two networks reach each other, and get addresses from the faster DHCP server.',
  remedy: 'Set an unused tag on all ports of the network with fewer ports, and in their other_config.',
  limits: 'Covers only networks with a port on this host. The same segment in two networks of Neutron is not checked.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html',
  ],
  severity: 'error',
  each: 'networks',
  comparesNoAddresses: true,
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
      affects: [other.subject],
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
          `Move ${subject.name} to the unused local VLAN ${freeTag}`,
          [setTag(freeTag)],
          [setTag(localVlan.tag)],
          'Restart the Open vSwitch agent when possible: it assigns local VLANs and their flows.',
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
