import { defineCheck, required } from '../../src/engine/check.ts';
import { isDropping, isForPort } from '../../src/netfilter/predicates.ts';
import type { Rule } from '../../src/netfilter/rule.ts';
import { textOf } from '../../src/netfilter/tables.ts';
import { deleteRules } from '../../src/remedies/iptables.ts';

export default defineCheck({
  id: 'security-group-drops-dhcp',
  layer: 'security',
  title: "VM's firewall chain drops DHCP answers",
  why: "A rule in the VM's chain drops DHCP replies before the agent's rule accepts them.",
  symptom: "The DHCPOFFER is seen on the VM's bridge, but not at its tap.",
  remedy: "Delete the rule that drops it from the VM's chain.",
  limits:
    "Only rules with ports 67 and 68 before the agent's in the VM's incoming chain are found. Not applicable with the native firewall.",
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py',
    'https://man7.org/linux/man-pages/man8/iptables.8.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: [],
  applies: ({ tap }) => tap !== undefined,
  judge({ firewall, subject }) {
    const own = required(firewall);
    const isOfDhcp = (rule: Rule) =>
      isForPort(rule, 'udp', 'source-port', 67) && isForPort(rule, 'udp', 'destination-port', 68);
    const accepting = own.findIndex((rule) => isOfDhcp(rule) && rule.target.kind === 'return');
    const drops = own
      .slice(0, accepting === -1 ? own.length : accepting)
      .filter((rule) => isOfDhcp(rule) && isDropping(rule));
    const [first] = drops;
    if (first === undefined) return undefined;
    const { chain } = first;
    return {
      summary: `Chain ${chain} of ${subject.name} drops DHCP replies.`,
      evidence: [{ command: ['iptables', '-S', chain], where: 'host', output: textOf(own) }],
      fix: deleteRules(
        undefined,
        drops,
        'The agent rewrites these chains on every change of a security group: this rule was added by hand.',
      ),
    };
  },
});
