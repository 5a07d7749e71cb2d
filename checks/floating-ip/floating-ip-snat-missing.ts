import { defineCheck, required } from '../../src/engine/check.ts';
import { rulesEvidence } from '../../src/evidence/rules.ts';
import { natRulesFix, reloadRulesFix } from '../../src/remedies/iptables.ts';

export default defineCheck({
  id: 'floating-ip-snat-missing',
  layer: 'floating-ip',
  title: 'Floating IP lacks its SNAT rule',
  why: "Connections that the VM opens carry the router's address: peers that accept only the floating IP refuse them.",
  symptom: 'The VM is reached at its floating IP, but its own connections come from the address of the router.',
  remedy: 'Add the SNAT rule again, in the chain float-snat of the L3 agent.',
  limits: 'The pair is known from the DNAT rule. Not every peer depends on the address, so it is a warning.',
  sources: ['https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py'],
  severity: 'warning',
  each: 'floatingIps',
  with: ['services'],
  explainedBy: ['router-nat-rules-missing'],
  applies: ({ rules }) => !rules.known || rules.value.hasDnat,
  judge({ address, fixed, router, rules: fact }, { services }) {
    const rules = required(fact);
    if (rules.hasSnat || fixed === undefined) return undefined;
    const random = rules.isRandom ? ['--random-fully'] : [];
    const rule = [
      ...[`${rules.prefix}-float-snat`, '-s', `${fixed}/32`, '-j', 'SNAT', '--to-source', address],
      ...random,
    ];
    return {
      summary: `${router.namespace} has no SNAT rule from ${fixed} to its floating IP ${address}.`,
      evidence: [rulesEvidence(router, 'nat', address)],
      fix: rules.prefix === undefined ? reloadRulesFix(services) : natRulesFix(router, [rule], 'Restore the rule'),
    };
  },
});
