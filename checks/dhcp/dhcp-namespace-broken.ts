import { defineCheck } from '../../src/engine/check.ts';
import { ip } from '../../src/facts/within.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { killCommands } from '../../src/remedies/dnsmasq.ts';

export default defineCheck({
  id: 'dhcp-namespace-broken',
  layer: 'dhcp',
  title: 'DHCP namespace is a plain file',
  why: "The name is not a mount of a namespace: it can't be entered, and the agent fails on every attempt.",
  symptom:
    'The DHCP agent logs "Peer netns reference is invalid" or "Invalid argument" on every attempt, and the network has no DHCP.',
  remedy: 'End the leftover dnsmasq, delete the name with `ip netns delete`, and restart the DHCP agent.',
  limits:
    "Reported only if the file is not on nsfs, `ip` can't enter it, and a port or dnsmasq needs it. Empty files of deleted networks pass.",
  sources: [
    'https://bugs.launchpad.net/bugs/1561695',
    'https://bugs.launchpad.net/bugs/2037102',
    'https://github.com/openstack/neutron/commit/38d058c2cf',
  ],
  severity: 'error',
  each: 'dhcpServers',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: [],
  applies: ({ hasNamespace }) => !hasNamespace.known || hasNamespace.value,
  judge({ isNamespaceBroken, stack, port, processes, namespace }, { services }) {
    const isInUse = processes.length > 0 || (port.known && port.value !== undefined);
    // Two witnesses: it is no file of the kernel's namespaces, and `ip` could not enter it.
    if (!isNamespaceBroken || stack === undefined || stack.interfaces.known || !isInUse) return undefined;
    return {
      summary: `/run/netns/${namespace} is a plain file, not a namespace.`,
      evidence: [
        { command: ip(namespace, 'link'), where: 'host', output: stack.interfaces.reason },
        { command: ['stat', '-f', '-c', '%T', `/run/netns/${namespace}`], where: 'host', output: '(not nsfs)' },
      ],
      fix: restartFix(services, 'dhcp-agent', 're-creates the namespace, its port and dnsmasq', [
        ...killCommands(processes),
        ['ip', 'netns', 'delete', namespace],
      ]),
    };
  },
});
