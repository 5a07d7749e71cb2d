import type { Evidence } from '../../src/engine/check.ts';
import { required } from '../../src/engine/check.ts';
import { tunnelEvidence } from '../../src/evidence/tunnels.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { requireKnownTo } from '../../src/fleet/cloud.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { counted } from '../../src/words.ts';

export default defineCloudCheck({
  id: 'tunnel-to-host-missing',
  layer: 'overlay',
  title: 'Host has no tunnel to another host of its networks',
  why: 'What VMs, routers and DHCP servers on this host send to ports of their network on the other host is dropped.',
  symptom: 'VMs get no address or lose their gateway on some compute nodes, while the same network works on others.',
  remedy: 'Restart the Open vSwitch agent there, which announces its local_ip and gets the tunnels to all others.',
  limits:
    'Asked of hosts that both have ports of a network and a single IPv4 local_ip. Ports of guests that are shut off do not count, and neither do hosts without a recording.',
  sources: [
    'https://bugs.launchpad.net/neutron/+bug/1508205',
    'https://docs.openstack.org/neutron/latest/contributor/internals/l2_agents.html',
  ],
  severity: 'error',
  each: 'tunnelPaths',
  explainedBy: [
    'tunnel-flow-port-gone',
    'tunnel-local-address-missing',
    'l2-agent-not-running',
    'l2-agent-frozen',
    'tunnel-address-shared',
    'tunnel-types-differ',
  ],
  explains: ['dhcp-request-unanswered', 'neighbour-unanswered', 'echo-unanswered', 'packet-lost'],
  judge({ from, to, address, there, back, networks, subject }) {
    if (required(there).length > 0) return undefined;
    requireKnownTo(from, to);
    const [facing] = back;
    return {
      host: from.name,
      hosts: [from.name, to.name],
      subject,
      summary: `${from.name} has no tunnel to ${address}, the local_ip of ${to.name}; both have ports of ${counted(networks.length, 'network')}.`,
      evidence: [
        seenOn(from.name, tunnelsTo(address)),
        ...(facing === undefined ? [] : [seenOn(to.name, tunnelEvidence(facing))]),
      ],
      fix: restartFix(from.topology.services, 'l2-agent', 'sets up its tunnels to all hosts'),
      shared: `tunnels missing on ${from.name}`,
    };
  },
});

/** `ovs-vsctl show` has all tunnels; what matters is that none ends there. */
const tunnelsTo = (address: string): Evidence => ({
  command: ['ovs-vsctl', 'show'],
  where: 'host',
  output: '',
  about: `remote_ip="${address}"`,
});
