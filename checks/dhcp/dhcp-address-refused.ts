import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'dhcp-address-refused',
  layer: 'dhcp',
  title: 'DHCP server has no address for a client',
  why: 'The request reaches dnsmasq, and its log says why it offers nothing: the network in between works.',
  symptom: 'DHCPDISCOVER after DHCPDISCOVER in the log of dnsmasq, each without a DHCPOFFER.',
  remedy:
    'Restart the DHCP agent, which rewrites the host file; where an address is leased to another MAC or in use, find who has it.',
  limits: 'A log line may predate the port. Clients without a port in the network are refused by design.',
  sources: [
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://thekelleys.org.uk/gitweb/?p=dnsmasq.git;a=blob;f=src/rfc2131.c',
  ],
  severity: 'error',
  each: 'statements',
  with: ['services'],
  explainedBy: [
    'dhcp-host-entry-missing',
    'dhcp-host-line-unusable',
    'dhcp-leases-exhausted',
    'dhcp-address-leased-to-other',
    'dhcp-host-name-dotted',
    'dhcp-host-file-refused',
    'dhcp-port-address-missing',
    'dhcp-range-wrong',
  ],
  applies: says('dhcp-address-refused'),
  judge: (item, { services }) =>
    statedFault(item, 'dhcp-address-refused', ({ mac, address, device, because }) => ({
      summary: `dnsmasq refuses ${[address ?? (mac === undefined ? undefined : 'an address'), mac === undefined ? undefined : `to ${mac}`, device === undefined ? undefined : `on ${device}`].filter((part) => part !== undefined).join(' ') || 'an address'}: ${because}.`,
      fix: restartFix(services, 'dhcp-agent', 'rewrites the host file'),
    })),
});
