import { CouldNotTell, required } from '../../src/engine/check.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { requireKnownTo } from '../../src/fleet/cloud.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCloudCheck({
  id: 'dhcp-server-lacks-vm',
  layer: 'dhcp',
  title: 'DHCP server on another host does not know a VM',
  why: 'dnsmasq offers an address only to MACs in its host file: this VM gets none, wherever its requests arrive.',
  symptom: 'A new VM on a compute node gets no address, while older ones of the same network keep theirs.',
  remedy: 'Restart the DHCP agent on the host of the server, which writes the host file again.',
  limits:
    'All recorded servers of the network must lack it. A port without an address, or in a subnet without DHCP, has no line either; a VM that was started in the two minutes between the recordings may look like it.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/config-dhcp-ha.html',
    'https://bugs.launchpad.net/neutron/+bug/1645835',
  ],
  severity: 'error',
  each: 'dhcpServices',
  explainedBy: ['dhcp-agent-not-running', 'dhcp-agent-frozen', 'dhcp-server-not-running'],
  explains: ['dhcp-request-unanswered', 'dhcp-address-leased-to-other', 'floating-ip-target-gone'],
  applies: ({ vm }) => vm.tap !== undefined && vm.mac !== undefined,
  judge({ host, vm, servers, subject }) {
    const { mac = '' } = vm;
    const files = servers.map(({ server }) => {
      const own = required(server.dhcpFiles);
      if (own === undefined) throw new CouldNotTell(`the host file of ${server.namespace} is unknown`);
      return own;
    });
    const [first] = servers;
    const [own] = files;
    // An empty file is that of a subnet without DHCP, or of a server that is being set up.
    if (first === undefined || own === undefined || files.some(({ macs }) => macs.has(mac) || macs.size === 0))
      return undefined;
    for (const one of servers) requireKnownTo(one.host, host);
    return {
      host: first.host.name,
      hosts: [first.host.name, host.name],
      subject: first.server.subject,
      affects: [subject],
      summary: `${mac}, the MAC of ${subject.name} on ${host.name}, is not in the host file of its network's dnsmasq on ${first.host.name}.`,
      evidence: [
        seenOn(first.host.name, {
          command: ['grep', '-r', '--include=host', '.', own.folder],
          where: 'host',
          output: own.hosts.map(({ line }) => line).join('\n'),
          about: `${own.folder}/host:`,
        }),
      ],
      fix: restartFix(first.host.topology.services, 'dhcp-agent', 'rewrites the host file and starts dnsmasq with it'),
    };
  },
});
