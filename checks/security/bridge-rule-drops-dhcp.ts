import { dropsFrame } from '../../src/engine/bridge-rule.ts';
import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { bridgeEvidence, seenAt, wireEvidence } from '../../src/engine/wire.ts';
import { gapOf, isOnVmBridge } from '../../src/topology/dhcp-way.ts';

export default defineCheck({
  id: 'bridge-rule-drops-dhcp',
  layer: 'security',
  title: "Rule for bridged frames drops DHCP on a VM's bridge",
  why: 'Rules for bridged frames stand before all that Neutron writes, and show in none of its chains.',
  symptom: "DHCP of one VM or of all is lost on the VM's bridge, and iptables shows nothing that would drop it.",
  remedy: 'Delete the ebtables rule.',
  limits:
    'It reads the FORWARD chain of the filter table, after a loss on that very bridge was seen; a rule with a word that it does not know, or in another chain, does not count.',
  sources: ['https://ebtables.netfilter.org/', 'https://libvirt.org/formatnwfilter.html'],
  severity: 'error',
  each: 'dhcpWatches',
  explainedBy: [],
  applies: (watch) => {
    const gap = gapOf(watch, 'DISCOVER') ?? gapOf(watch, 'OFFER');
    return watch.sent.known && gap !== undefined && isOnVmBridge(gap);
  },
  judge(watch) {
    const gap = gapOf(watch, 'DISCOVER') ?? gapOf(watch, 'OFFER');
    if (gap === undefined) return undefined;
    const { after, before } = gap;
    const [packet] = after.at === 'put-in' ? [] : seenAt(watch, after.at, after.message);
    if (after.at === 'put-in' || packet === undefined) return undefined;
    const [sourcePort, targetPort] = after.message === 'OFFER' ? [67, 68] : [68, 67];
    const { srcMac, dstMac } = packet;
    const frame = { in: after.device, out: before.device, srcMac, dstMac, sourcePort, targetPort };
    const rules = told(watch.bridgeRules).filter((rule) => dropsFrame(rule, frame));
    if (rules.length === 0) return undefined;
    const words = rules.map((rule) => rule.split(' ').slice(2));
    return {
      summary: `An ebtables rule drops the ${after.message} of ${watch.clientMac} between ${after.device} and ${before.device}: ${words[0]?.join(' ')}.`,
      evidence: [wireEvidence(watch, after.at), ...bridgeEvidence(watch)],
      fix: safeFix(
        'Delete the rule',
        words.map((rule) => ['ebtables', '-D', ...rule]),
        words.map((rule) => ['ebtables', '-I', ...rule]),
        'Neutron puts no such rule there: find out who did (libvirt filters, a firewall script).',
      ),
      shared: rules.join('\n'),
    };
  },
});
