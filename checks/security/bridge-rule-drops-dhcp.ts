import { seenAt } from '../../src/analysis/dhcp-watch.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { wireEvidence } from '../../src/evidence/captures.ts';
import { bridgeEvidence } from '../../src/evidence/rules.ts';
import { matchesPacket, type Packet } from '../../src/netfilter/packet.ts';
import { isDropping } from '../../src/netfilter/predicates.ts';
import { textOf } from '../../src/netfilter/tables.ts';
import { ruleWords } from '../../src/remedies/iptables.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { gapOf, isOnVmBridge } from '../../src/topology/dhcp-path.ts';

export default defineCheck({
  id: 'bridge-rule-drops-dhcp',
  layer: 'security',
  title: "Rule for bridged frames drops DHCP on a VM's bridge",
  why: "ebtables rules apply before Neutron's rules and are not visible in its chains.",
  symptom: "DHCP of one VM or of all is lost on the VM's bridge, and iptables shows no rule that would drop it.",
  remedy: 'Delete the ebtables rule.',
  limits:
    'Reads the FORWARD chain of the filter table after a loss on that bridge; rules with unknown options, or in another chain, do not count.',
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
    const frame: Packet = {
      portIn: after.device,
      portOut: before.device,
      sourceMac: srcMac,
      destinationMac: dstMac,
      ethernetType: 0x0800,
      protocol: 'udp',
      sourcePort,
      destinationPort: targetPort,
    };
    const rules = required(watch.bridgeRules).filter(
      (rule) =>
        rule.table === 'filter' && rule.chain === 'FORWARD' && isDropping(rule) && matchesPacket(rule, frame) === 'yes',
    );
    if (rules.length === 0) return undefined;
    const words = rules.map(ruleWords);
    return {
      summary: `An ebtables rule drops the ${after.message} of ${watch.clientMac} between ${after.device} and ${before.device}: ${words[0]?.join(' ')}.`,
      evidence: [wireEvidence(watch, after.at), ...bridgeEvidence(watch)],
      fix: safeFix(
        'Delete the rule',
        words.map((rule) => ['ebtables', '-D', ...rule]),
        words.map((rule) => ['ebtables', '-I', ...rule]),
        'Neutron does not write such a rule: find what added it (libvirt filters, a firewall script).',
      ),
      shared: textOf(rules),
    };
  },
});
