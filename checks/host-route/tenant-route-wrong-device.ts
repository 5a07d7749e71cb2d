import { defineCheck } from '../../src/engine/check.ts';
import { routeEvidence, routeWords } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { tenantRouteCommands } from '../../src/engine/fixes/routes.ts';
import { causesUnderTenantRoute, tenantRouteOf } from '../../src/engine/tenant-route.ts';

export default defineCheck({
  id: 'tenant-route-wrong-device',
  layer: 'host-route',
  title: 'Route to a tenant network leaves by the wrong device',
  why: 'The router stands behind the external bridge; packets that leave by another device never reach it.',
  symptom:
    'For the address of a VM `ip route get` names a device other than the external bridge, and nobody there answers the ARP for the router.',
  remedy: 'Delete that route and add it by way of the same router on the external bridge.',
  limits:
    'It knows one right device, the bridge: a host that reaches its routers by a veth or VLAN of its own making is blamed.',
  sources: ['https://man7.org/linux/man-pages/man8/ip-route.8.html', 'https://github.com/AJNOURI/COA/issues/69'],
  severity: 'error',
  each: 'tenantRanges',
  explainedBy: causesUnderTenantRoute,
  judge(range) {
    const found = tenantRouteOf(range);
    if (found.kind !== 'wrong-device') return undefined;
    return {
      summary: `The host's route to ${range.range} leaves by ${found.route.device}, but its router is behind ${range.bridge?.name}.`,
      evidence: [routeEvidence(undefined, range.range, [found.route])],
      fix: safeFix(
        `Let the route leave by ${range.bridge?.name}`,
        [['ip', 'route', 'del', ...routeWords(found.route)], ...tenantRouteCommands(range)],
        [['ip', 'route', 'replace', ...routeWords(found.route)]],
        'Correct the route in the network configuration of the host.',
      ),
    };
  },
});
