import { seenAt } from '../../src/analysis/dhcp-watch.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { within } from '../../src/facts/within.ts';
import { isDropping, isForPort } from '../../src/netfilter/predicates.ts';
import { textOf } from '../../src/netfilter/tables.ts';
import { deleteRules } from '../../src/remedies/iptables.ts';

export default defineCheck({
  id: 'dhcp-input-filtered',
  layer: 'dhcp',
  title: 'Firewall in the DHCP namespace drops requests',
  why: 'The DHCPDISCOVER reaches the DHCP port, but a rule in the namespace keeps it from dnsmasq.',
  symptom: 'The DHCPDISCOVER is seen in the namespace, and dnsmasq logs nothing.',
  remedy: 'Delete the rule from INPUT of the DHCP namespace.',
  limits:
    'Only rules in INPUT that name UDP port 67 are found, after an unanswered DISCOVER; a policy, another chain or the raw table is reported as a missing offer.',
  sources: [
    'https://man7.org/linux/man-pages/man8/iptables.8.html',
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
  ],
  severity: 'error',
  each: 'dhcpWatches',
  explainedBy: [],
  applies: ({ sent, points }) =>
    sent.known && points.some(({ at, packets }) => at === 'server' && packets.known && packets.value.length > 0),
  judge(watch) {
    if (seenAt(watch, 'server', 'OFFER').length > 0) return undefined;
    const rules = required(watch.rules).filter(
      (rule) => rule.chain === 'INPUT' && isForPort(rule, 'udp', 'destination-port', 67) && isDropping(rule),
    );
    if (rules.length === 0) return undefined;
    const { namespace } = watch.server;
    return {
      summary: `iptables in ${namespace} drops packets to UDP port 67.`,
      evidence: [{ command: within(namespace, 'iptables', '-S', 'INPUT'), where: namespace, output: textOf(rules) }],
      fix: deleteRules(namespace, rules, 'The DHCP agent does not write such a rule: find what added it.'),
    };
  },
});
