import { defineCheck, told } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/engine/evidence.ts';
import { natRulesFix, reloadRulesFix, rulesEvidence } from '../../src/engine/fixes/nat.ts';

export default defineCheck({
  id: 'floating-ip-dnat-missing',
  layer: 'floating-ip',
  title: 'Floating IP leads to no VM',
  why: 'The router holds the address, and even answers a ping to it, but no rule sends its traffic on to the VM.',
  symptom:
    'A floating IP answers pings, but what answers is the router: no ssh key fits, no service of the VM is there.',
  remedy:
    'Add the DNAT rule again, to the address that the SNAT rule names; where no rule names one, restart the L3 agent.',
  limits:
    'Addresses whose single ports are forwarded have no such rule in health and are left alone; every other /32 on qg counts as a floating IP.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
    'https://github.com/rcbops/rpc-openstack/issues/460',
  ],
  severity: 'error',
  each: 'floatingIps',
  explainedBy: ['router-nat-rules-missing', 'floating-ip-on-two-routers'],
  judge({ address, fixed, gateway, router, rules: fact }) {
    const rules = told(fact);
    if (rules.hasDnat || rules.isForwardedByPort) return undefined;
    const device = told(gateway.interface);
    const rule = [`${rules.prefix}-PREROUTING`, '-d', `${address}/32`, '-j', 'DNAT', '--to-destination', fixed ?? ''];
    return {
      summary: `No rule in ${router.namespace} translates ${address} to ${fixed ?? 'the address of a VM'}.`,
      evidence: [
        ...(device === undefined ? [] : [addressEvidence(router.namespace, device)]),
        rulesEvidence(router, 'nat', address),
      ],
      fix:
        fixed === undefined || rules.prefix === undefined
          ? reloadRulesFix(router)
          : natRulesFix(router, [rule], `Translate it to ${fixed} again, as the other rules of this floating IP do`),
    };
  },
});
