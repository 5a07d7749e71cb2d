import { defineCheck, told } from '../../src/engine/check.ts';
import { iptables, reloadRulesFix } from '../../src/engine/fixes/nat.ts';
import { tableOf } from '../../src/facts/netfilter.ts';

export default defineCheck({
  id: 'router-nat-rules-missing',
  layer: 'router',
  title: 'Router has lost its rules',
  why: 'Without the rules of the L3 agent the router translates nothing: no floating IP, no way out, no metadata.',
  symptom:
    'All that the router translates stops at once, floating IPs and metadata too, while pings between its networks go on.',
  remedy: 'Restart the L3 agent, which loads its rules anew.',
  limits:
    'A single jump into a chain of the agent is enough to pass, whatever is missing behind it. Distributed routers are not asked.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_manager.py',
    'https://thenewstack.io/solving-a-common-beginners-problem-when-pinging-from-an-openstack-instance/',
  ],
  severity: 'error',
  each: 'routers',
  explainedBy: [],
  applies: ({ mode, legs }) =>
    mode !== 'distributed' && legs.some(({ interface: device }) => device.known && device.value),
  judge(router) {
    const rules = told(tableOf(router.tables, 'nat'));
    // Every agent hooks its own chains into PREROUTING, whatever else a router is set up to do (iptables_manager.py).
    if (rules.some((rule) => /^-A PREROUTING -j \S+-PREROUTING$/.test(rule))) return undefined;
    return {
      summary: `The NAT table of ${router.namespace} has none of the rules of the L3 agent.`,
      evidence: [
        {
          command: iptables(router, 'nat', '-S'),
          where: router.namespace,
          output: rules.length === 0 ? '(no rule)' : rules.join('\n'),
        },
      ],
      fix: reloadRulesFix(router),
    };
  },
});
