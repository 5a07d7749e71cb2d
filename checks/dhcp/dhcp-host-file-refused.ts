import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'dhcp-host-file-refused',
  layer: 'dhcp',
  title: 'DHCP server rejects a line of its files',
  why: "dnsmasq skips a line that it can't parse: its client gets no address or no name.",
  symptom: 'A single VM gets no offer, and dnsmasq logs a file and a line number.',
  remedy:
    'Correct the port in Neutron (name, dns_name or extra DHCP options) and restart the DHCP agent, which rewrites the files.',
  limits: "Known only from dnsmasq's log, at its start and after a reload.",
  sources: [
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://bugs.launchpad.net/neutron/+bug/1326256',
  ],
  severity: 'error',
  each: 'statements',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: [],
  applies: says('dhcp-line-refused'),
  judge: (item, { services }) =>
    statedFault(item, 'dhcp-line-refused', ({ file, because }) => ({
      summary: `dnsmasq rejects a line of ${file ?? 'its files'}: ${because}.`,
      fix: restartFix(services, 'dhcp-agent', 'rewrites its files'),
    })),
});
