import { defineCheck, required } from '../../src/engine/check.ts';
import { rulesEvidence } from '../../src/evidence/rules.ts';
import { snatAddressOf } from '../../src/netfilter/predicates.ts';
import { deleteRules, natRulesFix, reloadRulesFix } from '../../src/remedies/iptables.ts';

export default defineCheck({
  id: 'floating-ip-snat-missing',
  layer: 'floating-ip',
  title: 'Floating IP lacks its SNAT rule, or has another one',
  why: "Connections that the VM opens carry the router's address: peers that accept only the floating IP refuse them.",
  symptom: 'The VM is reached at its floating IP, but its own connections come from the address of the router.',
  remedy: 'Put the SNAT rule right, in the chain float-snat of the L3 agent.',
  limits:
    'The pair is known from the DNAT rule. Not every peer depends on the address, so a missing rule is a warning; one with an address that the router does not have is an error.',
  sources: ['https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py'],
  severity: 'warning',
  each: 'floatingIps',
  with: ['services'],
  explainedBy: ['router-nat-rules-missing'],
  applies: ({ rules }) => !rules.known || rules.value.hasDnat,
  judge({ address, fixed, router, rules: fact }, { services }) {
    const rules = required(fact);
    const { strayed } = rules;
    if (fixed === undefined || (rules.hasSnat && strayed.length === 0)) return undefined;
    const random = rules.isRandom ? ['--random-fully'] : [];
    const missing = `${router.namespace} has no SNAT rule from ${fixed} to its floating IP ${address}.`;
    const rule = [
      ...[`${rules.prefix}-float-snat`, '-s', `${fixed}/32`, '-j', 'SNAT', '--to-source', address],
      ...random,
    ];
    const evidence = [rulesEvidence(router, 'nat', fixed)];
    if (rules.prefix === undefined) return { summary: missing, evidence, fix: reloadRulesFix(services) };
    const restored = natRulesFix(router, rules.hasSnat ? [] : [rule], 'Restore the rule');
    if (strayed.length === 0) return { summary: missing, evidence, fix: restored };
    const removed = deleteRules(router.namespace, strayed, restored.permanent);
    return {
      severity: 'error',
      summary: `${router.namespace} translates what ${fixed} sends to ${strayed.map(snatAddressOf).join(', ')}, not to its floating IP ${address}.`,
      evidence,
      fix: {
        ...restored,
        commands: [...removed.commands, ...restored.commands],
        undo: [...restored.undo, ...removed.undo],
      },
    };
  },
});
