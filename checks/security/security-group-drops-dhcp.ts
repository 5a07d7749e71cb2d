import { defineCheck, told } from '../../src/engine/check.ts';
import { deleteRules } from '../../src/engine/fixes/netfilter.ts';

export default defineCheck({
  id: 'security-group-drops-dhcp',
  layer: 'security',
  title: "VM's firewall chain drops DHCP answers",
  why: "A rule in the VM's chain drops what comes from a DHCP server, before the agent's own rule lets it in.",
  symptom: 'The DHCPOFFER is seen on the bridge of the VM, and not at its tap.',
  remedy: "Delete the rule that drops it from the VM's chain.",
  limits:
    "Only rules in the VM's own incoming chain that name ports 67 and 68 and stand before the agent's are found; the native firewall of Open vSwitch has none of them.",
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py',
    'https://man7.org/linux/man-pages/man8/iptables.8.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: [],
  applies: ({ tap }) => tap !== undefined,
  judge({ firewall, subject }) {
    const own = told(firewall);
    const isOfDhcp = (rule: string) => /-p udp .*--sport 67\b.*--dport 68\b/.test(rule);
    const accepting = own.findIndex((rule) => isOfDhcp(rule) && rule.endsWith('-j RETURN'));
    const drops = own
      .slice(0, accepting === -1 ? own.length : accepting)
      .filter((rule) => isOfDhcp(rule) && /-j (?:DROP|REJECT)/.test(rule));
    if (drops.length === 0) return undefined;
    const [, chain = ''] = drops[0]?.split(' ') ?? [];
    return {
      summary: `Chain ${chain} of ${subject.name} drops the answers of DHCP servers.`,
      evidence: [{ command: ['iptables', '-S', chain], where: 'host', output: own.join('\n') }],
      fix: deleteRules(
        undefined,
        'filter',
        drops,
        'The agent writes these chains anew with each change of a security group: this rule was put in by hand.',
      ),
    };
  },
});
