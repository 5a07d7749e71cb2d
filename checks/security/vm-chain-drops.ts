import { defineCheck, told } from '../../src/engine/check.ts';
import { deleteRules, isDrop } from '../../src/engine/fixes/netfilter.ts';
import { rulesIn } from '../../src/facts/netfilter.ts';

/**
 * What the agent itself drops in the chains of a VM, in any release: packets of no connection, DHCP servers in VMs, and,
 * before it had a chain of their own for them, false addresses (neutron/agent/linux/iptables_firewall.py).
 */
const isOfAgent = (rule: string): boolean =>
  /--(?:ct)?state INVALID|--sport 67 --dport 68|--mac-source|! -s |--icmpv?6?-type/.test(rule);

export default defineCheck({
  id: 'vm-chain-drops',
  layer: 'security',
  title: "VM's firewall chain drops its traffic",
  why: "A rule that no agent wrote throws packets away in the VM's own chain, whatever the security group lets in.",
  symptom: 'Some service of a VM is not reached, though the rules of its security groups let it in.',
  remedy: "Delete the foreign rule from the VM's chain.",
  limits:
    'Rules that any release of the agent writes are known by their shape: false addresses, invalid connections, DHCP and IPv6 announcements. A foreign rule of that shape passes.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py',
    'https://man7.org/linux/man-pages/man8/iptables.8.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: [],
  applies: ({ tap }) => tap !== undefined,
  judge({ firewall, outgoing, subject }) {
    const rules = [...told(firewall), ...told(outgoing)];
    const drops = rules.filter((rule) => isDrop(rule) && !isOfAgent(rule));
    const [, chain = ''] = drops[0]?.split(' ') ?? [];
    if (drops.length === 0) return undefined;
    return {
      summary: `Chain ${chain} of ${subject.name} has a rule of somebody else that drops packets.`,
      evidence: [
        {
          command: ['iptables', '-S', chain],
          where: 'host',
          output: rulesIn(rules, chain).join('\n'),
        },
      ],
      fix: deleteRules(
        undefined,
        'filter',
        drops,
        'The agent writes these chains anew with each change of a security group: this rule was put in by hand.',
      ),
    };
  },
});
