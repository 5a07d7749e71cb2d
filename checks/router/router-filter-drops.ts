import { defineCheck, foundIn } from '../../src/engine/check.ts';
import { within } from '../../src/facts/within.ts';
import { asksOnly, conditionsOfKind, isDropping } from '../../src/netfilter/predicates.ts';
import type { Rule } from '../../src/netfilter/rule.ts';
import { rulesIn, textOf } from '../../src/netfilter/tables.ts';
import { deleteRules } from '../../src/remedies/iptables.ts';

/** A rule that looks at no more than where a packet goes in or out, or at its being ICMP: nobody blocks so much on purpose. */
const isForAll = (rule: Rule): boolean =>
  asksOnly(rule, 'in', 'out', 'protocol') &&
  conditionsOfKind(rule, 'protocol').every(({ protocol }) => protocol === 'icmp');

export default defineCheck({
  id: 'router-filter-drops',
  layer: 'router',
  title: "Router's firewall drops forwarded traffic",
  why: "A DROP in the router's built-in chains breaks every connection through it, whatever the security groups allow.",
  symptom:
    'All networks of one router are cut off from each other or from outside, whatever their security groups allow.',
  remedy: 'Delete the rules that drop from INPUT and FORWARD of the router.',
  limits:
    'Only drops of all packets or all ICMP are reported: rules for single ports or addresses are taken as intended.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_manager.py',
    'https://man7.org/linux/man-pages/man8/iptables.8.html',
  ],
  severity: 'error',
  each: 'routers',
  fromExcerpts: true,
  explainedBy: ['router-namespace-missing', 'router-gone'],
  judge({ tables, namespace }) {
    const found = foundIn(tables, (all) => {
      const filter = all.get('filter');
      const drops = ['INPUT', 'FORWARD'].flatMap((chain) =>
        rulesIn(filter, chain).filter((rule) => isDropping(rule) && isForAll(rule)),
      );
      return drops.length === 0 ? undefined : { filter, drops };
    });
    if (found === undefined) return undefined;
    const { filter, drops } = found;
    const chains = [...new Set(drops.map((rule) => rule.chain))];
    return {
      summary: `iptables in ${namespace} drops packets in ${chains.join(' and ')}.`,
      evidence: chains.map((chain) => ({
        command: within(namespace, 'iptables', '-S', chain),
        where: namespace,
        output: textOf(rulesIn(filter, chain)),
      })),
      fix: deleteRules(namespace, drops, 'The L3 agent does not write such a rule: find what added it.'),
    };
  },
});
