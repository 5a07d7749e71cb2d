import { defineCheck, required } from '../../src/engine/check.ts';
import { tableOf } from '../../src/facts/netfilter.ts';
import { iptables } from '../../src/facts/within.ts';
import { chainOfAgent } from '../../src/netfilter/agent-rules.ts';
import { textOf } from '../../src/netfilter/tables.ts';
import { reloadRulesFix } from '../../src/remedies/iptables.ts';

export default defineCheck({
  id: 'router-nat-rules-missing',
  layer: 'router',
  title: 'Router has lost its rules',
  why: "Without the L3 agent's rules there is no NAT: no floating IPs, no outside, no metadata.",
  symptom: "Floating IPs, outside and metadata fail at once, while pings between the router's networks work.",
  remedy: 'Restart the L3 agent, which reloads its rules.',
  limits: 'A single jump to a chain of the agent is enough to pass. Distributed routers are not checked.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_manager.py',
    'https://thenewstack.io/solving-a-common-beginners-problem-when-pinging-from-an-openstack-instance/',
  ],
  severity: 'error',
  each: 'routers',
  comparesNoAddresses: true,
  fromExcerpts: true,
  with: ['services'],
  explainedBy: [],
  applies: ({ mode, legs }) =>
    mode !== 'distributed' && legs.some(({ interface: device }) => device.known && device.value),
  judge(router, { services }) {
    const rules = required(tableOf(router.tables, 'nat'));
    // Every agent hooks its own chains into PREROUTING, whatever else a router is set up to do (iptables_manager.py).
    if (chainOfAgent(rules, 'PREROUTING') !== undefined) return undefined;
    const isCutOff = rules.some(({ chain }) => /-l3-agent-/.test(chain));
    return {
      summary: isCutOff
        ? `No rule in PREROUTING of ${router.namespace} leads to the chains of the L3 agent.`
        : `The NAT table of ${router.namespace} has none of the L3 agent's rules.`,
      evidence: [
        {
          command: iptables(router, 'nat', '-S'),
          where: router.namespace,
          output: rules.length === 0 ? '(no rule)' : textOf(rules),
        },
      ],
      fix: reloadRulesFix(services),
    };
  },
});
