import { defineCheck, required } from '../../src/engine/check.ts';
import { isDropping, isForPort } from '../../src/netfilter/predicates.ts';
import type { Match, Rule } from '../../src/netfilter/rule.ts';
import { rulesOfChain, textOf } from '../../src/netfilter/tables.ts';
import { deleteRules } from '../../src/remedies/iptables.ts';

/**
 * What the agent itself drops in the chains of a VM, in any release: packets of no connection, DHCP servers in VMs, and,
 * before it had a chain of their own for them, false addresses (neutron/agent/linux/iptables_firewall.py).
 */
const isOfAgent = (rule: Rule): boolean =>
  rule.matches.some(isOfAgentsKind) ||
  (isForPort(rule, 'udp', 'source-port', 67) && isForPort(rule, 'udp', 'destination-port', 68));

function isOfAgentsKind(match: Match): boolean {
  switch (match.kind) {
    case 'state':
      return match.states.includes('INVALID');
    case 'source':
      return match.isNegated;
    case 'source-mac':
    case 'icmp-type':
      return true;
    case 'other':
      return match.words[0] === '--icmpv6-type';
    default:
      return false;
  }
}

export default defineCheck({
  id: 'vm-chain-drops',
  layer: 'security',
  title: "VM's firewall chain drops its traffic",
  why: "A foreign rule in the VM's chain drops packets, whatever the security group allows.",
  symptom: 'A service of a VM is unreachable, though its security groups allow it.',
  remedy: "Delete the foreign rule from the VM's chain.",
  limits:
    'Rules that the agent writes are recognised by their form: spoofed addresses, invalid connections, DHCP and IPv6 announcements. A foreign rule of that form passes.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py',
    'https://man7.org/linux/man-pages/man8/iptables.8.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: [],
  applies: ({ tap }) => tap !== undefined,
  judge({ firewall, outgoing, subject }) {
    const rules = [...required(firewall), ...required(outgoing)];
    const drops = rules.filter((rule) => isDropping(rule) && !isOfAgent(rule));
    const [first] = drops;
    if (first === undefined) return undefined;
    const { chain } = first;
    return {
      summary: `Chain ${chain} of ${subject.name} has a foreign rule that drops packets.`,
      evidence: [
        {
          command: ['iptables', '-S', chain],
          where: 'host',
          output: textOf(rulesOfChain(rules, chain)),
        },
      ],
      fix: deleteRules(
        undefined,
        drops,
        'The agent rewrites these chains on every change of a security group: this rule was added by hand.',
      ),
    };
  },
});
