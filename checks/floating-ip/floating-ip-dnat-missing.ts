import { defineCheck, required } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { rulesEvidence } from '../../src/evidence/rules.ts';
import { deleteRules, natRulesFix, reloadRulesFix } from '../../src/remedies/iptables.ts';

export default defineCheck({
  id: 'floating-ip-dnat-missing',
  layer: 'floating-ip',
  title: 'Floating IP lacks its DNAT rule',
  why: 'The router holds the address, and even answers a ping to it, but no rule forwards its traffic to the VM.',
  symptom:
    'A floating IP answers pings, but it is the router that answers: SSH and services of the VM are unreachable.',
  remedy:
    'Add the DNAT rule again, to the address that the SNAT rule names; where no rule names one, restart the L3 agent.',
  limits:
    'Addresses with port forwarding have no such rule and are skipped; every other /32 on qg counts as a floating IP.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
    'https://github.com/rcbops/rpc-openstack/issues/460',
  ],
  severity: 'error',
  each: 'floatingIps',
  with: ['services'],
  explainedBy: ['router-nat-rules-missing', 'floating-ip-on-two-routers'],
  judge({ address, fixed, gateway, router, rules: fact }, { services }) {
    const rules = required(fact);
    if (rules.hasDnat || rules.isForwardedByPort) return undefined;
    const device = required(gateway.interface);
    const rule = [`${rules.prefix}-PREROUTING`, '-d', `${address}/32`, '-j', 'DNAT', '--to-destination', fixed ?? ''];
    const { astray } = rules;
    const restored =
      fixed === undefined || rules.prefix === undefined
        ? undefined
        : natRulesFix(router, [rule], `Restore the DNAT rule to ${fixed}, as in the other rules of this floating IP`);
    const removed = deleteRules(router.namespace, astray, restored?.permanent ?? '');
    const instead =
      astray.length === 0 ? '' : `; it has ${astray.map(({ text }) => text.replace(/^-A \S+ /, '')).join(', ')}`;
    return {
      summary: `${router.namespace} lacks the DNAT rule from ${address} to ${fixed ?? 'the address of a VM'}${instead}.`,
      evidence: [
        ...(device === undefined ? [] : [addressEvidence(router.namespace, device)]),
        rulesEvidence(router, 'nat', address),
      ],
      fix:
        restored === undefined
          ? reloadRulesFix(services)
          : {
              ...restored,
              commands: [...removed.commands, ...restored.commands],
              undo: [...restored.undo, ...removed.undo],
            },
    };
  },
});
