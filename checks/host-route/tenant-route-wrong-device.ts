import { causesUnderTenantRoute, tenantRouteOf } from '../../src/analysis/tenant-route.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { routeEvidence, routeWords } from '../../src/evidence/routes.ts';
import { tenantRouteCommands } from '../../src/remedies/routes.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'tenant-route-wrong-device',
  layer: 'host-route',
  title: 'Route to a tenant network uses the wrong device',
  why: 'The router is behind the external bridge; packets sent by another device never reach it.',
  symptom:
    'For the address of a VM `ip route get` names a device other than the external bridge, where ARP for the router gets no reply.',
  remedy: 'Delete that route and add it via the same router on the external bridge.',
  limits: 'Accepts only the bridge as device: a host that reaches its routers by a custom veth or VLAN is reported.',
  sources: ['https://man7.org/linux/man-pages/man8/ip-route.8.html', 'https://github.com/AJNOURI/COA/issues/69'],
  severity: 'error',
  each: 'tenantRanges',
  with: ['tenantRanges', 'hostStack'],
  explainedBy: causesUnderTenantRoute,
  judge(range, inputs) {
    const found = tenantRouteOf(range, inputs);
    if (found.kind !== 'wrong-device') return undefined;
    return {
      summary: `The host's route to ${range.range} leaves by ${found.route.device}, but its router is behind ${range.bridge?.name}.`,
      evidence: [routeEvidence(undefined, range.range, [found.route])],
      fix: safeFix(
        `Move the route to ${range.bridge?.name}`,
        [['ip', 'route', 'del', ...routeWords(found.route)], ...tenantRouteCommands(range)],
        [['ip', 'route', 'replace', ...routeWords(found.route)]],
        'Correct the route in the network configuration of the host.',
      ),
    };
  },
});
