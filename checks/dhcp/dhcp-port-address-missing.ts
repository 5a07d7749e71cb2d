import { heldBy } from '../../src/analysis/devices.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { addressMissing } from '../../src/judgements/ports.ts';
import { externalPathCommands } from '../../src/remedies/routes.ts';

export default defineCheck({
  id: 'dhcp-port-address-missing',
  layer: 'dhcp',
  title: 'DHCP port has no address',
  why: 'dnsmasq serves only ranges in which its port has an address: without one it answers no requests.',
  symptom: 'For each request dnsmasq logs "DHCP packet received on tap… which has no address".',
  remedy:
    'Add the address that the guests get as name server to the tap, with its default route; where the address is unknown, restart the DHCP agent.',
  limits: 'The metadata address 169.254.169.254 does not count. IPv6-only networks are not checked.',
  sources: ['https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html', 'https://bugs.launchpad.net/bugs/2073464'],
  severity: 'error',
  each: 'dhcpServers',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['port-device-in-wrong-namespace'],
  // A network with IPv6 subnets only has no IPv4 host lines and no IPv4 address.
  applies: ({ files, processes }) =>
    (files?.hosts.length ?? 0) > 0 || processes.some(({ ranges }) => ranges.length > 0),
  judge(server, { services }) {
    const { namespace, expected } = server;
    const device = required(server.interface);
    if (device === undefined) return undefined;
    const held = heldBy(device);
    // 169.254.169.254 is there for metadata in networks without a router.
    if (held.some(({ address }) => !address.startsWith('169.254.'))) return undefined;
    return addressMissing({
      namespace,
      device,
      expected,
      services,
      agent: 'dhcp-agent',
      more: expected === undefined ? [] : externalPathCommands(server, device.name, [expected]),
    });
  },
});
