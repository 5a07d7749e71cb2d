import { tunnelEvidence } from '../../src/evidence/tunnels.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import type { CloudHost } from '../../src/fleet/cloud.ts';
import { votesIn } from '../../src/fleet/votes.ts';
import type { Tunnel } from '../../src/topology/overlay.ts';

export default defineCloudCheck({
  id: 'tunnel-types-differ',
  layer: 'overlay',
  title: 'Hosts have no tunnel type in common',
  why: 'An agent sets up tunnels to hosts that announce a type that it has too: between these hosts there is none.',
  symptom: 'VMs on a new host reach none on the others, although its agent runs and lists tunnels.',
  remedy: 'Set tunnel_types of the Open vSwitch agent as on the other hosts (openvswitch_agent.ini), and restart it.',
  limits:
    'The types are those of the tunnels that a host has: of one that has none it is unknown. Where the configuration is differs from deployment to deployment, so no fix is proposed.',
  sources: [
    'https://docs.openstack.org/neutron/latest/configuration/openvswitch-agent.html#agent.tunnel_types',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/plugins/ml2/drivers/type_tunnel.py',
  ],
  severity: 'error',
  each: 'tunnelPaths',
  comparesNoAddresses: true,
  explainedBy: ['tunnel-address-shared'],
  explains: ['dhcp-request-unanswered', 'neighbour-unanswered', 'echo-unanswered', 'packet-lost'],
  // Each pair once.
  applies: ({ from, to, there, back }) =>
    from.name < to.name && there.known && there.value.length + back.length === 0 && typesOf(to).size > 0,
  judge({ from, to, all, subject }) {
    const [own, theirs] = [typesOf(from), typesOf(to)];
    if (own.size === 0 || [...own].some((type) => theirs.has(type))) return undefined;
    const votesOf = votesIn(all, typeOf);
    const votesFor = (types: ReadonlySet<string>) => [...types].reduce((sum, type) => sum + votesOf(type), 0);
    const [host, peer] = votesFor(own) <= votesFor(theirs) ? [from, to] : [to, from];
    return {
      host: host.name,
      hosts: [host.name, peer.name],
      subject,
      summary: `${host.name} has tunnels of type ${[...typesOf(host)].join(', ')}, and ${peer.name} of type ${[...typesOf(peer)].join(', ')}: they have none to each other.`,
      evidence: [host, peer].flatMap((one) =>
        valuesOf(one.topology.tunnels)
          .slice(0, 1)
          .map((tunnel) => seenOn(one.name, tunnelEvidence(tunnel))),
      ),
      fix: null,
      shared: `tunnel types of ${host.name}`,
    };
  },
});

const typesOf = ({ topology }: CloudHost): ReadonlySet<string> => new Set(valuesOf(topology.tunnels).map(typeOf));

const typeOf = ({ device: { type } }: Tunnel): string => type;
