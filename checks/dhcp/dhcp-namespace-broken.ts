import { defineCheck } from '../../src/engine/check.ts';
import { killCommands } from '../../src/engine/dhcp.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { ip } from '../../src/facts/within.ts';

export default defineCheck({
  id: 'dhcp-namespace-broken',
  layer: 'dhcp',
  title: 'DHCP namespace is an empty file',
  why: 'What should lead to the namespace is no mount of one: nobody can enter it, and the agent fails at every try.',
  symptom:
    'The DHCP agent logs "Peer netns reference is invalid" or "Invalid argument" at each try, and the network stays without leases.',
  remedy: 'End the dnsmasq that is left, delete the name by `ip netns delete`, and restart the DHCP agent.',
  limits:
    'Two witnesses are needed, that it is no file of the kernel and that `ip` cannot enter it, and a port or dnsmasq that wants it. Empty files of networks that are gone pass.',
  sources: [
    'https://bugs.launchpad.net/bugs/1561695',
    'https://bugs.launchpad.net/bugs/2037102',
    'https://github.com/openstack/neutron/commit/38d058c2cf',
  ],
  severity: 'error',
  each: 'dhcpServers',
  explainedBy: [],
  applies: ({ hasNamespace }) => !hasNamespace.known || hasNamespace.value,
  judge({ isNamespaceBroken, stack, port, processes, namespace, host }) {
    const isInUse = processes.length > 0 || (port.known && port.value !== undefined);
    // Two witnesses: it is no file of the kernel's namespaces, and `ip` could not enter it.
    if (!isNamespaceBroken || stack === undefined || stack.interfaces.known || !isInUse) return undefined;
    return {
      summary: `/run/netns/${namespace} is a plain file that leads to no namespace.`,
      evidence: [
        { command: ip(namespace, 'link'), where: 'host', output: stack.interfaces.reason },
        { command: ['stat', '-f', '-c', '%T', `/run/netns/${namespace}`], where: 'host', output: '(not nsfs)' },
      ],
      fix: restartFix(host, 'dhcp-agent', 'makes the namespace, its port and dnsmasq again', [
        ...killCommands(processes),
        ['ip', 'netns', 'delete', namespace],
      ]),
    };
  },
});
