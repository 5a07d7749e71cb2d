import { defineCheck, required } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { routeEvidence, routeWords } from '../../src/evidence/routes.ts';
import { ip } from '../../src/facts/within.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { defaultRouteCommands } from '../../src/remedies/routes.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { isInRange, rangeOf, subnetAddressesOn } from '../../src/topology/addresses.ts';
import { hasOwnAddresses } from '../../src/topology/routers.ts';
import { isDefaultRoute } from '../../src/topology/routing.ts';

export default defineCheck({
  id: 'router-default-gateway-off-subnet',
  layer: 'router',
  title: "Router's gateway is outside its external subnet",
  why: 'The next hop is not in the external subnet: ARP for it gets no reply.',
  symptom: 'The router has a default route, but ARP for its next hop gets no reply.',
  remedy:
    'Set the default route that other routers of the range use, or restart the L3 agent; then correct the gateway of the external subnet in Neutron.',
  limits: 'A gateway with a link route, which the agent sets for one outside on purpose, is accepted.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
    'https://man7.org/linux/man-pages/man8/ip-route.8.html',
  ],
  severity: 'error',
  each: 'routers',
  fromExcerpts: true,
  with: ['services'],
  explainedBy: ['router-gateway-address-missing', 'router-address-wrong-prefix'],
  applies: hasOwnAddresses,
  judge(router, { services }) {
    const routes = required(router.stack.routes);
    const route = routes.find(
      (one) => isDefaultRoute(one) && one.gateway !== undefined && one.device?.startsWith('qg-') === true,
    );
    const device = required(router.stack.interfaces).find(({ name }) => name === route?.device);
    if (route?.gateway === undefined || device === undefined) return undefined;
    const { gateway } = route;
    const ranges = subnetAddressesOn(device).map(rangeOf);
    if (ranges.length === 0 || ranges.some((range) => isInRange(gateway, range))) return undefined;
    // To a gateway that is outside on purpose the agent sets a route of its own (l3/router_info.py: _add_route_to_gw).
    const isOnLink = routes.some(
      ({ destination, gateway: hop, device: at }) =>
        hop === undefined && at === device.name && destination !== '0.0.0.0/0' && isInRange(gateway, destination),
    );
    if (isOnLink) return undefined;
    const commands = defaultRouteCommands(router, device.name);
    return {
      summary: `${router.namespace} has its default route via ${gateway}, which is not in ${ranges.join(', ')}.`,
      evidence: [routeEvidence(router.namespace, 'default', [route]), addressEvidence(router.namespace, device)],
      fix:
        commands.length === 0
          ? restartFix(services, 'l3-agent', 'sets the route again')
          : safeFix(
              `Set the default route via ${router.likelyGateways[0]}, as other routers do`,
              commands,
              [ip(router.namespace, 'route', 'replace', ...routeWords(route))],
              'Correct the gateway of the external subnet in Neutron.',
            ),
    };
  },
});
