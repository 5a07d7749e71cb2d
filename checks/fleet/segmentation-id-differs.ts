import type { Evidence } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import type { NetworkMember } from '../../src/fleet/sections/networks.ts';
import { votesIn } from '../../src/fleet/votes.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCloudCheck({
  id: 'segmentation-id-differs',
  layer: 'overlay',
  title: 'Hosts have different segmentation ids or VLANs for one network',
  why: 'Packets arrive with an id that the other host does not know, or knows as that of another network.',
  symptom: 'VMs of a network reach each other within a host, and across hosts nobody, or strangers.',
  remedy:
    'Restart the Open vSwitch agent of the host that differs from the others, which fetches the id from the server.',
  limits:
    'Judged by what the agents noted at their ports, for each physical network by itself: a routed network has other VLANs there. With as many hosts for one id as for another, which is right is unknown, and no fix is proposed.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/config-ml2.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/plugins/ml2/drivers/openvswitch/agent/ovs_neutron_agent.py',
  ],
  severity: 'error',
  each: 'cloudNetworks',
  comparesNoAddresses: true,
  explainedBy: [],
  explains: ['dhcp-request-unanswered', 'neighbour-unanswered', 'echo-unanswered', 'packet-lost'],
  applies: ({ members }) => members.length > 1,
  judge({ id, physicalNetwork, members, subject }) {
    const votesFor = votesIn(members, ({ segmentationId }) => segmentationId);
    const [odd, ...others] = members.toSorted(
      (one, other) => votesFor(one.segmentationId) - votesFor(other.segmentationId),
    );
    const usual = others.at(-1);
    if (odd === undefined || usual === undefined) return undefined;
    const [own, theirs] = [odd.segmentationId, usual.segmentationId];
    if (own === theirs) return undefined;
    const isTie = votesFor(own) === votesFor(theirs);
    return {
      host: odd.host.name,
      hosts: members.map(({ host }) => host.name),
      subject,
      ...(physicalNetwork === undefined ? {} : { layer: 'external-bridge' as const }),
      summary: `Network ${id} has ${describe(odd)} on ${odd.host.name} and ${theirs ?? 'none'} on ${usual.host.name}.`,
      evidence: [...noteOf(odd), ...noteOf(usual)],
      fix: isTie
        ? null
        : restartFix(odd.host.topology.services, 'l2-agent', 'fetches the segmentation id from the server'),
    };
  },
});

function describe({ physicalNetwork, segmentationId }: NetworkMember): string {
  if (physicalNetwork === undefined) return `segmentation id ${segmentationId}`;
  return segmentationId === undefined ? 'no VLAN' : `VLAN ${segmentationId}`;
}

/** What the agent noted at a port of the network. */
function noteOf({ host, id }: NetworkMember): readonly Evidence[] {
  const port = valuesOf(host.topology.ports).find(
    (one) => one.network?.id === id && one.port.otherConfig['network_type'] !== undefined,
  );
  if (port === undefined) return [];
  const { name, otherConfig } = port.port;
  return [
    seenOn(host.name, {
      command: ['ovs-vsctl', 'get', 'Port', name, 'other_config'],
      where: 'host',
      output: `segmentation_id="${otherConfig['segmentation_id'] ?? ''}"`,
    }),
  ];
}
