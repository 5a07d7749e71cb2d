import { defineCheck, required } from '../../src/engine/check.ts';
import { ip } from '../../src/facts/within.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { fipTable } from '../../src/topology/distributed.ts';
import { isSnatRule } from '../../src/topology/routing.ts';

export default defineCheck({
  id: 'fip-policy-rule-missing',
  layer: 'floating-ip',
  title: 'Floating IP of a distributed router lacks its policy rule',
  why: "Without the rule the VM leaves by the default path, with the router's address instead of its floating IP.",
  symptom: 'A VM behind a distributed router is seen outside with another address than its floating IP, or not at all.',
  remedy: 'Delete the route to the floating IP and restart the L3 agent, which then sets route and rule.',
  limits:
    'Checks for a rule from the fixed address to table 16; stale rules of former floating IPs are not checked. A warning while there is another path outside, otherwise an error.',
  sources: [
    'https://bugs.launchpad.net/bugs/1891673',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/dvr_fip_ns.py',
  ],
  severity: 'error',
  each: 'distributedFloatingIps',
  fromExcerpts: true,
  with: ['services'],
  explainedBy: ['fip-link-broken'],
  judge({ address, fixed, router, link, hasRule, hasRoute }, { services }) {
    if (required(hasRule)) return undefined;
    const { outer } = link;
    // The agent takes a floating IP with a route for one that is set up.
    const before =
      outer !== undefined && hasRoute.known && hasRoute.value
        ? [ip(outer.namespace, 'route', 'del', `${address}/32`, 'dev', outer.name)]
        : [];
    const rules = required(router.stack.rules);
    return {
      summary: `${router.namespace} has no policy rule from ${fixed} to table ${fipTable}, for its floating IP ${address}.`,
      // Without another way its answers go nowhere.
      severity: rules.some(isSnatRule) ? 'warning' : 'error',
      evidence: [
        {
          command: ip(router.namespace, 'rule'),
          where: router.namespace,
          output: rules.map(({ priority, source, table }) => `${priority}: from ${source} lookup ${table}`).join('\n'),
        },
      ],
      fix: restartFix(services, 'l3-agent', 'sets up the floating IP again', before),
    };
  },
});
