import { defineCheck, required } from '../../src/engine/check.ts';
import { known, unknown } from '../../src/facts/known.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

/** ip-rule(8): the priority that the kernel gives the rule for the table main. */
const usualPriority = '32766';

export default defineCheck({
  id: 'host-main-rule-missing',
  layer: 'host-route',
  title: 'Host does not look into its main routing table',
  why: 'The kernel uses the routes of the table main only by a policy rule, which it starts with. Without the rule, the host reaches nobody.',
  symptom:
    'Whatever the host sends says "Network is unreachable", though `ip route` shows the routes: other hosts, tunnels, VMs.',
  remedy: 'Add the policy rule for the table main again, and find what deleted it.',
  limits:
    'Checked only on a host with a tunnel bridge; elsewhere only packets show it. A rule for the table main with another priority passes, and so does one that is for some packets only.',
  sources: ['https://man7.org/linux/man-pages/man8/ip-rule.8.html'],
  severity: 'error',
  each: 'overlays',
  with: ['hostStack'],
  explainedBy: [],
  judge(_, { hostStack }) {
    const rules = required(hostStack.rules);
    if (rules.some(({ table }) => table === 'main')) return undefined;
    // Its first rule, for the table local, is on every host.
    required(rules.length > 0 ? known(true) : unknown('`ip rule show` printed no rule at all'));
    const change = (verb: 'add' | 'del') => ['ip', 'rule', verb, 'pref', usualPriority, 'lookup', 'main'] as const;
    const tables = rules.map(({ priority, table }) => `${priority}: lookup ${table ?? 'none'}`);
    return {
      summary: 'The host has no policy rule for the table main, so that its routes there count for nothing.',
      evidence: [{ command: ['ip', 'rule', 'show'], where: 'host', output: tables.join('\n') }],
      fix: safeFix(
        'Add the policy rule for the table main, which the kernel starts with',
        [change('add')],
        [change('del')],
        'Find what deleted the rule (a VPN, a script) and remove it there.',
      ),
    };
  },
});
