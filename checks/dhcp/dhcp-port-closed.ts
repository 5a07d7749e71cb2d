import { defineCheck } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { placeOf, statedFault } from '../../src/judgements/statements.ts';

const dhcpPort = 67;

export default defineCheck({
  id: 'dhcp-port-closed',
  layer: 'dhcp',
  title: 'Nothing listens for DHCP in the namespace of a network',
  why: 'Requests reach the DHCP port of the network, and no dnsmasq takes them.',
  symptom: 'VMs of one network get no address; requests are seen at the tap in qdhcp, and no answer.',
  remedy: 'Restart the DHCP agent, which starts dnsmasq again; its log says why it ended.',
  limits:
    'Read from a whole list of UDP sockets of the namespace in a saved text, beside its tap. It only warns, as a line of that list may be lost.',
  sources: [
    'https://github.com/platform9/pf9-neutron-debug',
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  with: ['dhcpServers'],
  explainedBy: ['dhcp-server-not-running', 'dhcp-server-not-listening', 'dhcp-server-outside-namespace'],
  applies: (item) => item.statement.kind === 'open-ports' && item.statement.protocol === 'udp',
  judge: (item, { dhcpServers }) =>
    statedFault(item, 'open-ports', ({ ports }) => {
      const server = valuesOf(dhcpServers).find(({ namespace }) => namespace === item.namespace);
      // Without a port, the namespace is left over from a network that was deleted.
      if (server?.device === undefined || server.processes.length > 0 || ports.includes(dhcpPort)) return undefined;
      return {
        summary: `Nothing listens on UDP port ${dhcpPort}${placeOf(item)}: no dnsmasq serves ${server.device}.`,
        fix: null,
      };
    }),
});
