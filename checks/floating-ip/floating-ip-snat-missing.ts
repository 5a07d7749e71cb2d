import { defineCheck, told } from '../../src/engine/check.ts';
import { natRulesFix, reloadRulesFix, rulesEvidence } from '../../src/engine/fixes/nat.ts';

export default defineCheck({
  id: 'floating-ip-snat-missing',
  layer: 'floating-ip',
  title: 'VM does not leave by its floating IP',
  why: "What the VM sends on its own account carries the router's address: peers that let in only the floating IP refuse it.",
  symptom: 'The VM is reached at its floating IP, but its own connections come from the address of the router.',
  remedy: 'Add the SNAT rule again, in the chain float-snat of the L3 agent.',
  limits: 'It knows the pair from the DNAT rule. That peers will mind is not certain, so it is a warning.',
  sources: ['https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py'],
  severity: 'warning',
  each: 'floatingIps',
  explainedBy: ['router-nat-rules-missing'],
  applies: ({ rules }) => !rules.known || rules.value.hasDnat,
  judge({ address, fixed, router, rules: fact }) {
    const rules = told(fact);
    if (rules.hasSnat || fixed === undefined) return undefined;
    const random = rules.isRandom ? ['--random-fully'] : [];
    const rule = [
      ...[`${rules.prefix}-float-snat`, '-s', `${fixed}/32`, '-j', 'SNAT', '--to-source', address],
      ...random,
    ];
    return {
      summary: `No rule in ${router.namespace} gives what ${fixed} sends its floating IP ${address}.`,
      evidence: [rulesEvidence(router, 'nat', address)],
      fix: rules.prefix === undefined ? reloadRulesFix(router) : natRulesFix(router, [rule], 'Put the rule in again'),
    };
  },
});
