import { defineCheck, told } from '../../src/engine/check.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { ip } from '../../src/facts/within.ts';
import { fipTable } from '../../src/topology/distributed.ts';
import { isSnatRule } from '../../src/topology/routing.ts';

export default defineCheck({
  id: 'fip-policy-rule-missing',
  layer: 'floating-ip',
  title: 'No policy rule sends a VM with a floating IP out by it',
  why: 'A distributed router has several ways out: without the rule the VM takes that of VMs without a floating IP, under the address of the router.',
  symptom:
    'A VM behind a distributed router is seen outside under another address than its floating IP, or is not heard at all.',
  remedy:
    'Take the route to the floating IP away and restart the L3 agent, which then sets both, the rule with its own priority.',
  limits:
    'It looks for a rule from the fixed address to table 16; rules that are left over from floating IPs of before are not judged. A warning while there is another way out, an error without one.',
  sources: [
    'https://bugs.launchpad.net/bugs/1891673',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/dvr_fip_ns.py',
  ],
  severity: 'error',
  each: 'distributedFloatingIps',
  explainedBy: ['fip-link-broken'],
  judge({ address, fixed, router, link, hasRule, hasRoute, host }) {
    if (told(hasRule)) return undefined;
    const { outer } = link;
    // The agent takes a floating IP with a route for one that is set up.
    const before =
      outer !== undefined && hasRoute.known && hasRoute.value
        ? [ip(outer.namespace, 'route', 'del', `${address}/32`, 'dev', outer.name)]
        : [];
    const rules = told(router.stack.rules);
    return {
      summary: `${router.namespace} has no rule that sends what comes from ${fixed} to table ${fipTable}, the way of its floating IP ${address}.`,
      // Without another way its answers go nowhere.
      severity: rules.some(isSnatRule) ? 'warning' : 'error',
      evidence: [
        {
          command: ip(router.namespace, 'rule'),
          where: router.namespace,
          output: rules.map(({ priority, source, table }) => `${priority}: from ${source} lookup ${table}`).join('\n'),
        },
      ],
      fix: restartFix(host, 'l3-agent', 'sets up the floating IP anew', before),
    };
  },
});
