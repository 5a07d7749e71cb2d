import { defineCheck, told } from '../../src/engine/check.ts';
import { heldBy } from '../../src/engine/devices.ts';
import { natRulesFix, rulesEvidence } from '../../src/engine/fixes/nat.ts';
import { rulesIn, tableOf } from '../../src/facts/netfilter.ts';
import { rangeOf, subnetAddressesOn } from '../../src/topology/addresses.ts';
import type { Router } from '../../src/topology/types.ts';

const chain = 'quantum-l3-agent-snat';

export default defineCheck({
  id: 'router-snat-missing',
  layer: 'router',
  title: "Router does not translate a network's way out",
  why: 'VMs without a floating IP send to the outside with their own addresses, to which no answer comes back.',
  symptom: 'VMs with a floating IP reach the outside, those without do not.',
  remedy: "Add the SNAT rule of the range again, with the router's external address as source.",
  limits:
    'Judged for Quantum alone: since Havana a router can be told not to translate (enable_snat), and the host does not know it.',
  sources: [
    'https://github.com/rcbops/rpc-openstack/issues/460',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
  ],
  severity: 'error',
  each: 'routers',
  explainedBy: ['router-nat-rules-missing', 'router-address-wrong-prefix'],
  // Since Havana a router may be told not to translate at all; Quantum's always does, each internal range by itself.
  applies: ({ mode, rules, legs }) =>
    mode === 'legacy' &&
    rules.known &&
    rules.value.some((rule) => rule === '-A quantum-postrouting-bottom -j quantum-l3-agent-snat') &&
    legs.some(({ role, interface: device }) => role === 'router-gateway' && device.known && device.value),
  judge(router) {
    const rules = rulesIn(told(tableOf(router.tables, 'nat')), chain);
    const missing = rangesOf(router).filter((range) => !rules.some((rule) => rule.includes(` -s ${range} -j SNAT `)));
    const [range] = missing;
    if (range === undefined) return undefined;
    const source = router.legs.flatMap(gatewayAddressOf)[0];
    return {
      summary: `No rule in ${router.namespace} translates what ${range} sends to the outside.`,
      evidence: [rulesEvidence(router, 'nat', chain)],
      fix:
        source === undefined
          ? null
          : natRulesFix(
              router,
              missing.map((one) => [chain, '-s', one, '-j', 'SNAT', '--to-source', source]),
              `Translate it to ${source}, the external address of the router`,
            ),
    };
  },
});

const rangesOf = ({ legs }: Router): readonly string[] =>
  legs.flatMap((leg) => {
    const device = leg.role === 'router-interface' ? told(leg.interface) : undefined;
    if (device === undefined) return [];
    return heldBy(device).map(rangeOf);
  });

function gatewayAddressOf({ role, interface: device }: Router['legs'][number]): readonly string[] {
  const found = role === 'router-gateway' && device.known ? device.value : undefined;
  return subnetAddressesOn(found).map(({ address }) => address);
}
