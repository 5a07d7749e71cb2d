import { heldBy } from '../../src/analysis/devices.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { rulesEvidence } from '../../src/evidence/rules.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { tableOf } from '../../src/facts/netfilter.ts';
import { asksOnly, jumpsTo, rangeOf as rangeOfRule } from '../../src/netfilter/predicates.ts';
import { rulesOfChain } from '../../src/netfilter/tables.ts';
import { natRulesFix } from '../../src/remedies/iptables.ts';
import { rangeOf, subnetAddressesOn } from '../../src/topology/addresses.ts';
import type { Router } from '../../src/topology/routers.ts';

const chain = 'quantum-l3-agent-snat';

export default defineCheck({
  id: 'router-snat-missing',
  layer: 'router',
  title: 'Router lacks an SNAT rule for a network',
  why: 'VMs without a floating IP send with their private addresses, so replies never return.',
  symptom: 'VMs with a floating IP reach the outside; those without do not.',
  remedy: "Restore the SNAT rule of the range with the router's external address.",
  limits: 'Checked for Quantum only: since Havana enable_snat can be off, which the host does not know.',
  sources: [
    'https://github.com/rcbops/rpc-openstack/issues/460',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
  ],
  severity: 'error',
  each: 'routers',
  fromExcerpts: true,
  explainedBy: ['router-nat-rules-missing', 'router-address-wrong-prefix'],
  // Since Havana a router may be told not to translate at all; Quantum's always does, each internal range by itself.
  applies: ({ mode, rules, legs }) =>
    mode === 'legacy' &&
    valuesOf(rules).some((rule) => rule.chain === 'quantum-postrouting-bottom' && jumpsTo(rule, chain)) &&
    legs.some(({ role, interface: device }) => role === 'router-gateway' && device.known && device.value),
  judge(router) {
    const rules = rulesOfChain(required(tableOf(router.tables, 'nat')), chain);
    const translated = rules
      .filter((rule) => rule.target.kind === 'snat' && asksOnly(rule, 'source'))
      .map((rule) => rangeOfRule(rule, 'source'));
    const missing = rangesOf(router).filter((range) => !translated.includes(range));
    const [range] = missing;
    if (range === undefined) return undefined;
    const source = router.legs.flatMap(gatewayAddressOf)[0];
    return {
      summary: `${router.namespace} lacks an SNAT rule for ${range}.`,
      evidence: [rulesEvidence(router, 'nat', chain)],
      fix:
        source === undefined
          ? null
          : natRulesFix(
              router,
              missing.map((one) => [chain, '-s', one, '-j', 'SNAT', '--to-source', source]),
              `Add the SNAT rule to ${source}, the router's external address`,
            ),
    };
  },
});

const rangesOf = ({ legs }: Router): readonly string[] =>
  legs.flatMap((leg) => {
    const device = leg.role === 'router-interface' ? required(leg.interface) : undefined;
    if (device === undefined) return [];
    return heldBy(device).map(rangeOf);
  });

function gatewayAddressOf({ role, interface: device }: Router['legs'][number]): readonly string[] {
  const found = role === 'router-gateway' && device.known ? device.value : undefined;
  return subnetAddressesOn(found).map(({ address }) => address);
}
