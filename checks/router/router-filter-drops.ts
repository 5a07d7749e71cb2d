import { defineCheck, told } from '../../src/engine/check.ts';
import { deleteRules, isDrop } from '../../src/engine/fixes/netfilter.ts';
import { rulesIn } from '../../src/facts/netfilter.ts';
import { within } from '../../src/facts/within.ts';

/** A rule that looks at no more than where a packet goes in or out, or at its being ICMP: nobody blocks so much on purpose. */
const isForAll = (rule: string): boolean =>
  /^-A \S+(?: -[io] \S+)*(?: -p (?:icmp|all))?(?: -m comment --comment (?:"[^"]*"|\S+))? -j (?:DROP|REJECT)\b/.test(
    rule,
  );

export default defineCheck({
  id: 'router-filter-drops',
  layer: 'router',
  title: "Router's own firewall drops what it should pass on",
  why: 'A DROP in the built-in chains of the router ends every connection through it, whatever the security groups say.',
  symptom:
    'All networks of one router are cut off from each other or from outside, whatever their security groups let in.',
  remedy: 'Delete the rules that drop from INPUT and FORWARD of the router.',
  limits:
    'Only a drop of all packets or all ICMP, whichever device they come or go by, is reported: whoever drops single ports or addresses there means it.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_manager.py',
    'https://man7.org/linux/man-pages/man8/iptables.8.html',
  ],
  severity: 'error',
  each: 'routers',
  explainedBy: ['router-namespace-missing', 'router-gone'],
  judge({ tables, namespace }) {
    const filter = told(tables).get('filter');
    const drops = ['INPUT', 'FORWARD'].flatMap((chain) =>
      rulesIn(filter?.rules ?? [], chain).filter((rule) => isDrop(rule) && isForAll(rule)),
    );
    if (drops.length === 0) return undefined;
    const chains = [...new Set(drops.map((rule) => rule.split(' ')[1] ?? ''))];
    return {
      summary: `iptables in ${namespace} drops packets in ${chains.join(' and ')}.`,
      evidence: chains.map((chain) => ({
        command: within(namespace, 'iptables', '-S', chain),
        where: namespace,
        output: rulesIn(filter?.rules ?? [], chain).join('\n'),
      })),
      fix: deleteRules(namespace, 'filter', drops, 'The L3 agent puts no such rule there: find out who did.'),
    };
  },
});
