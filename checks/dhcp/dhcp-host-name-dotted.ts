import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'dhcp-host-name-dotted',
  layer: 'dhcp',
  title: 'Host name in the host file ends with a dot',
  why: 'Some releases of dnsmasq reject such a name and skip the line: the VM gets no address.',
  symptom: 'With dhcp_domain empty, no VM of the network gets an offer, and dnsmasq logs bad names at its start.',
  remedy:
    'Set dhcp_domain in the settings of the DHCP agent, or update Neutron to a release with the fix of bug 1326256, and restart the agent.',
  limits:
    "Read from a saved copy of the file. dnsmasq 2.90 accepts such names; the host's dnsmasq logs whether it does.",
  sources: [
    'https://bugs.launchpad.net/neutron/+bug/1326256',
    'https://github.com/openstack/neutron/commit/8fb69a4633e87446eadd7f0173a0168f78604cbe',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: [],
  applies: says('dhcp-name-with-dot'),
  judge: (item, { services }) =>
    statedFault(item, 'dhcp-name-with-dot', ({ mac, name, address }) => ({
      summary: `The name ${name} of ${mac} (${address}) in the host file ends with a dot, which some releases of dnsmasq reject.`,
      fix: restartFix(services, 'dhcp-agent', 'rewrites the host file'),
    })),
});
