import { tunnelFlowsOf, unicastTable, writtenPriority } from '../../src/analysis/tunnel-flows.ts';
import { required } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { requireAtOnce } from '../../src/fleet/cloud.ts';
import { guestKey } from '../../src/fleet/sections/tunnel-paths.ts';

export default defineCloudCheck({
  id: 'remote-mac-misdirected',
  layer: 'overlay',
  title: 'Flow sends a VM’s packets to a host where it is not',
  why: 'Packets for the VM go to its former host and are dropped there, for as long as the flow stands.',
  symptom: 'After a live migration a VM is unreachable from some hosts only, and stays so.',
  remedy: 'Delete the flow: packets are then flooded to all hosts of the network, and the answer is learned.',
  limits:
    'Only entries written by l2population are judged; learned ones end by themselves. A VM that is on several hosts, or on none of them, is not judged.',
  sources: [
    'https://bugs.launchpad.net/neutron/+bug/1414336',
    'https://specs.openstack.org/openstack/neutron-specs/specs/2023.1/improve-l2population.html',
  ],
  severity: 'error',
  each: 'tunnelPaths',
  explainedBy: [],
  explains: ['dhcp-request-unanswered', 'neighbour-unanswered', 'echo-unanswered', 'packet-lost'],
  applies: ({ there }) => valuesOf(there).length > 0,
  judge({ from, to, there, networks, guests }) {
    const ports = valuesOf(there).flatMap(({ device }) => device.ofport ?? []);
    for (const network of networks) {
      const { written } = tunnelFlowsOf(required(network.flows));
      for (const flow of ports.flatMap((port) => written.get(port) ?? [])) {
        const mac = flow.match.get('dl_dst');
        if (mac === undefined || flow.match.get('dl_vlan') !== String(network.localVlan.tag)) continue;
        const [home, ...others] = guests.get(guestKey(network.id, mac)) ?? [];
        if (home === undefined || others.length > 0 || home === to || home === from) continue;
        requireAtOnce([from, to, home]);
        const match = `table=${unicastTable},dl_vlan=${network.localVlan.tag},dl_dst=${mac}`;
        return {
          host: from.name,
          hosts: [from.name, to.name, home.name],
          subject: network.subject,
          summary: `${from.name} sends packets for ${mac} to ${to.name}, but its VM is on ${home.name}.`,
          evidence: [
            seenOn(from.name, {
              ...flowEvidence(network.bridge, match, [flow]),
              about: `table=${unicastTable}.*dl_dst=${mac}`,
            }),
            seenOn(home.name, {
              command: ['ovs-vsctl', '--columns=name', 'find', 'Interface', `external_ids:attached-mac="${mac}"`],
              where: 'host',
              output: mac,
            }),
          ],
          fix: {
            summary: 'Delete the flow',
            risk: 'safe',
            commands: [['ovs-ofctl', '--strict', 'del-flows', network.bridge, `priority=${writtenPriority},${match}`]],
            undo: [
              [
                'ovs-ofctl',
                'add-flow',
                network.bridge,
                `table=${unicastTable},priority=${writtenPriority},${flow.text.replace(' actions', ',actions')}`,
              ],
            ],
            permanent: 'If it returns, restart the Open vSwitch agent, which fetches all entries again.',
          },
        };
      }
    }
    return undefined;
  },
});
