import { defineCheck, told } from '../../src/engine/check.ts';
import { deleteRules } from '../../src/engine/fixes/netfilter.ts';
import { seenAt } from '../../src/engine/wire.ts';
import { within } from '../../src/facts/within.ts';

export default defineCheck({
  id: 'dhcp-input-filtered',
  layer: 'dhcp',
  title: 'Firewall in the DHCP namespace drops requests',
  why: 'The DHCPDISCOVER reaches the DHCP port, but a rule in the namespace keeps it from dnsmasq.',
  symptom: 'Tcpdump in the namespace shows the DHCPDISCOVER, and dnsmasq logs nothing of it.',
  remedy: 'Delete the rule from INPUT of the DHCP namespace.',
  limits:
    'Only rules in INPUT that name UDP port 67 are found, after a DISCOVER was seen without an answer; a policy, another chain or the raw table is left to the check for a missing offer.',
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
    const rules = told(watch.rules).filter((rule) =>
      /^-A INPUT .*-p udp .*--dport 67\b.*-j (?:DROP|REJECT)/.test(rule),
    );
    if (rules.length === 0) return undefined;
    const { namespace } = watch.server;
    return {
      summary: `iptables in ${namespace} drops what comes to UDP port 67.`,
      evidence: [{ command: within(namespace, 'iptables', '-S', 'INPUT'), where: namespace, output: rules.join('\n') }],
      fix: deleteRules(namespace, 'filter', rules, 'The DHCP agent puts no such rule there: find out who did.'),
    };
  },
});
