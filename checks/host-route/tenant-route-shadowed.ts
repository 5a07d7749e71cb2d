import { causesUnderTenantRoute, tenantRouteOf } from '../../src/analysis/tenant-route.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { routeWords, spellRoute } from '../../src/evidence/routes.ts';
import { valuesOf } from '../../src/facts/known.ts';
import type { Route, Stack } from '../../src/facts/stack.ts';
import { goesAlone, holdersOf, removeAddressFix } from '../../src/remedies/addresses.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { addressesOn, cidrOf, isInRange, prefixLengthOf } from '../../src/topology/addresses.ts';
import type { TenantRange } from '../../src/topology/external.ts';
import type { Router } from '../../src/topology/routers.ts';

export default defineCheck({
  id: 'tenant-route-shadowed',
  layer: 'host-route',
  title: 'Route to a tenant network is shadowed by another one',
  why: "The right route is there, but the kernel prefers another one for some or all of the tenant's addresses.",
  symptom: 'The route is listed, but the host does not reach some of the VMs, often since a VPN or Docker was started.',
  remedy:
    'Delete the preferred route, the policy rule for its table, or the address of a VM or a router that the host holds; with any other address in the range, no fix is proposed.',
  limits:
    'Tries the addresses of VMs, of the range and of more specific routes. Policy rules by source, mark or device are skipped.',
  sources: [
    'https://man7.org/linux/man-pages/man8/ip-rule.8.html',
    'https://man7.org/linux/man-pages/man8/ip-route.8.html',
  ],
  severity: 'error',
  each: 'tenantRanges',
  with: ['tenantRanges', 'hostStack'],
  explainedBy: causesUnderTenantRoute,
  judge(range, { tenantRanges, hostStack }) {
    const found = tenantRouteOf(range, { tenantRanges, hostStack });
    if (found.kind === 'fine') required(hostStack.rules);
    if (found.kind !== 'shadowed') return undefined;
    const { right, winner, address } = found;
    return {
      summary: `For ${address} the host uses route "${spellRoute(winner)}" instead of "${spellRoute(right)}".`,
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
      fix: fixFor(range, winner, hostStack),
    };
  },
});

/**
 * The route of an address that the host holds itself goes only with the address. If that is a VM's or a router's, nothing
 * else can need it; else it is for a person to decide.
 */
function fixFor({ routers }: TenantRange, winner: Route, hostStack: Stack) {
  const { rules, routes, interfaces } = hostStack;
  if (winner.type === 'local') {
    const [address = ''] = winner.destination.split('/');
    const [held] = holdersOf(address, undefined, hostStack);
    if (held !== undefined || !interfaces.known) {
      const owned = routers.flatMap(({ router, vmAddresses }) => [...vmAddresses, ...legAddressesOf(router)]);
      return held !== undefined && owned.includes(address) && goesAlone(held, hostStack)
        ? removeAddressFix(held)
        : null;
    }
  }
  const permanent = 'Find what added it (a VPN, a container network, a second cloud) and move that to another range.';
  // By a device with a next hop the host itself may be reached.
  const isWayOut = valuesOf(routes).some(({ device, gateway }) => device === winner.device && gateway !== undefined);
  const connecting = valuesOf(interfaces).flatMap((device) =>
    device.name === winner.device && winner.gateway === undefined && !isWayOut && routes.known
      ? addressesOn(device)
          .filter(
            ({ address, prefixLength }) =>
              isInRange(address, winner.destination) && prefixLength === prefixLengthOf(winner.destination),
          )
          .map(cidrOf)
      : [],
  );
  // The route of an address goes with it; without the route alone, the address itself would still be in the VMs' range.
  if (connecting.length > 0) {
    const change = (verb: 'add' | 'del') =>
      connecting.map((address) => ['ip', 'address', verb, address, 'dev', winner.device ?? '']);
    return safeFix(
      `Remove ${connecting.join(' and ')} from ${winner.device}, whose range is the VMs'`,
      change('del'),
      change('add'),
      permanent,
    );
  }
  if (winner.table === 'main' || winner.table === 'local') {
    const words = routeWords(winner);
    return safeFix(
      'Delete the preferred route',
      [['ip', 'route', 'del', ...words]],
      [['ip', 'route', 'add', ...words]],
      permanent,
    );
  }
  const rule = valuesOf(rules).find(({ table }) => table === winner.table);
  if (rule === undefined) return null;
  const priority = String(rule.priority);
  const selector = rule.destination === 'all' ? [] : ['to', rule.destination];
  return safeFix(
    `Delete the policy rule for table ${winner.table}`,
    [['ip', 'rule', 'del', 'priority', priority]],
    [['ip', 'rule', 'add', 'priority', priority, ...selector, 'table', winner.table]],
    permanent,
  );
}

const legAddressesOf = ({ legs }: Router): readonly string[] =>
  legs.flatMap((leg) => (leg.interface.known ? addressesOn(leg.interface.value).map(({ address }) => address) : []));
