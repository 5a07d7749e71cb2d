import { defineCheck, told } from '../../src/engine/check.ts';
import { heldBy } from '../../src/engine/devices.ts';
import { wayOutCommands } from '../../src/engine/dhcp.ts';
import { addressMissing } from '../../src/engine/ports.ts';

export default defineCheck({
  id: 'dhcp-port-address-missing',
  layer: 'dhcp',
  title: 'DHCP port has no address',
  why: 'dnsmasq serves only those ranges in which its own port has an address: without one it stays silent.',
  symptom: 'For each request dnsmasq logs "DHCP packet received on tap… which has no address".',
  remedy:
    'Give the tap the address that its guests are told as name server; with the default route that went with it; where nothing tells the address, restart the DHCP agent.',
  limits:
    'Its 169.254.169.254 for metadata does not count as an address. Networks of IPv6 only, without IPv4 ranges and host lines, are not asked.',
  sources: ['https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html', 'https://bugs.launchpad.net/bugs/2073464'],
  severity: 'error',
  each: 'dhcpServers',
  explainedBy: ['port-device-in-wrong-namespace'],
  // A network with IPv6 subnets only has no IPv4 host lines and no IPv4 address.
  applies: ({ files, processes }) =>
    (files?.hosts.length ?? 0) > 0 || processes.some(({ ranges }) => ranges.length > 0),
  judge(server) {
    const { namespace, expected, host } = server;
    const device = told(server.interface);
    if (device === undefined) return undefined;
    const held = heldBy(device);
    // 169.254.169.254 is there for metadata in networks without a router.
    if (held.some(({ address }) => !address.startsWith('169.254.'))) return undefined;
    return addressMissing({
      namespace,
      device,
      expected,
      host,
      agent: 'dhcp-agent',
      more: expected === undefined ? [] : wayOutCommands(server, device.name, [expected]),
    });
  },
});
