import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'tunnels-refused',
  layer: 'overlay',
  title: 'Host firewall names no tunnel',
  why: 'Rules that turn away what they do not name also turn away VXLAN (UDP 4789) and GRE from other hosts.',
  symptom:
    'Tunnelled packets reach the NIC and go no further; VMs and DHCP servers on different hosts do not reach each other.',
  remedy:
    'Accept the tunnels before that rule, e.g. `iptables -I INPUT -p udp --dport 4789 -j ACCEPT` (GRE: `-p gre`), and save the rules.',
  limits:
    'Read from `iptables -L` without counters or `nft list ruleset` in a saved text. Whether the host has tunnels is unknown, and a rule may be missing from the text.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-selfservice.html',
    'https://access.redhat.com/solutions/3114361',
  ],
  severity: 'warning',
  each: 'statements',
  explainedBy: ['tunnel-input-rejected'],
  applies: says('tunnels-refused'),
  judge: (item) =>
    statedFault(item, 'tunnels-refused', ({ by }) => ({
      summary: `The host's rules accept no VXLAN, Geneve or GRE, and turn away the rest (${by}): tunnels to this host do not work.`,
      fix: null,
    })),
});
