import { defineCheck, told } from '../../src/engine/check.ts';
import { routeWords, spellRoute } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { causesUnderTenantRoute, tenantRouteOf } from '../../src/engine/tenant-route.ts';
import { valuesOf } from '../../src/facts/known.ts';
import type { Route } from '../../src/facts/stack.ts';
import type { TenantRange } from '../../src/topology/types.ts';

export default defineCheck({
  id: 'tenant-route-shadowed',
  layer: 'host-route',
  title: 'Route to a tenant network is shadowed by another one',
  why: "The right route is there, but the kernel prefers another for some or all of the tenant's addresses.",
  symptom:
    'The right route is listed, and yet the host does not reach some of the VMs, often since a VPN or Docker was started.',
  remedy:
    'Delete the route that wins, or the policy rule that leads to its table; if the host itself holds an address in the range, nothing is proposed.',
  limits:
    'It tries the addresses of VMs, of the range and of narrower routes. Policy rules that select by source, mark or device are passed over.',
  sources: [
    'https://man7.org/linux/man-pages/man8/ip-rule.8.html',
    'https://man7.org/linux/man-pages/man8/ip-route.8.html',
  ],
  severity: 'error',
  each: 'tenantRanges',
  explainedBy: causesUnderTenantRoute,
  judge(range) {
    const found = tenantRouteOf(range);
    if (found.kind === 'fine') told(range.host.stack.rules);
    if (found.kind !== 'shadowed') return undefined;
    const { right, winner, address } = found;
    return {
      summary: `For ${address} the host takes "${spellRoute(winner)}" instead of "${spellRoute(right)}".`,
      evidence: [
        {
          command: ['ip', 'route', 'get', address],
          where: 'host',
          output: [
            address,
            winner.gateway === undefined ? '' : `via ${winner.gateway}`,
            winner.device === undefined ? '' : `dev ${winner.device}`,
            `table ${winner.table}`,
          ]
            .filter((word) => word !== '')
            .join(' '),
        },
        {
          command: ['ip', 'route', 'show', 'table', 'all'],
          where: 'host',
          output: [winner, right].map(spellRoute).join('\n'),
        },
      ],
      fix: fixFor(range, winner),
    };
  },
});

/** The route of an address that the host holds itself goes only with the address: that is for a person to decide. */
function fixFor(range: TenantRange, winner: Route) {
  if (winner.type === 'local') return null;
  const permanent = 'Find out what added it (a VPN, a container network, a second cloud) and give that another range.';
  if (winner.table === 'main' || winner.table === 'local') {
    const words = routeWords(winner);
    return safeFix(
      'Delete the route that wins',
      [['ip', 'route', 'del', ...words]],
      [['ip', 'route', 'add', ...words]],
      permanent,
    );
  }
  const rule = valuesOf(range.host.stack.rules).find(({ table }) => table === winner.table);
  if (rule === undefined) return null;
  const priority = String(rule.priority);
  const selector = rule.destination === 'all' ? [] : ['to', rule.destination];
  return safeFix(
    `Delete the policy rule that sends it to table ${winner.table}`,
    [['ip', 'rule', 'del', 'priority', priority]],
    [['ip', 'rule', 'add', 'priority', priority, ...selector, 'table', winner.table]],
    permanent,
  );
}
