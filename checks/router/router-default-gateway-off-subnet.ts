import { defineCheck, told } from '../../src/engine/check.ts';
import { addressEvidence, routeEvidence, routeWords } from '../../src/engine/evidence.ts';
import { restartFix, safeFix } from '../../src/engine/fixes/agents.ts';
import { defaultRouteCommands } from '../../src/engine/fixes/routes.ts';
import { ip } from '../../src/facts/within.ts';
import { isInRange, rangeOf, subnetAddressesOn } from '../../src/topology/addresses.ts';
import { hasOwnAddresses } from '../../src/topology/routers.ts';
import { isDefaultRoute } from '../../src/topology/routing.ts';

export default defineCheck({
  id: 'router-default-gateway-off-subnet',
  layer: 'router',
  title: "Router's gateway is outside of its external subnet",
  why: 'The router asks for its next hop on a wire where that address does not belong: nobody answers.',
  symptom: 'The router has a default route, and yet its ARP for the next hop stays without an answer.',
  remedy:
    'Replace the default route by the one of the neighbours in the range, or restart the L3 agent; then correct the gateway of the external subnet in Neutron.',
  limits:
    'A gateway that is outside on purpose has a link route that the agent sets, and is left alone; so is a wrong one, once somebody has added such a route by hand.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
    'https://man7.org/linux/man-pages/man8/ip-route.8.html',
  ],
  severity: 'error',
  each: 'routers',
  explainedBy: ['router-gateway-address-missing', 'router-address-wrong-prefix'],
  applies: hasOwnAddresses,
  judge(router) {
    const routes = told(router.stack.routes);
    const route = routes.find(
      (one) => isDefaultRoute(one) && one.gateway !== undefined && one.device?.startsWith('qg-') === true,
    );
    const device = told(router.stack.interfaces).find(({ name }) => name === route?.device);
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
      summary: `${router.namespace} sends to the outside by way of ${gateway}, which is not in ${ranges.join(', ')}.`,
      evidence: [routeEvidence(router.namespace, 'default', [route]), addressEvidence(router.namespace, device)],
      fix:
        commands.length === 0
          ? restartFix(router.host, 'l3-agent', 'sets the route again')
          : safeFix(
              `Set the default route by way of ${router.likelyGateway}, as the neighbours of ${device.name} do`,
              commands,
              [ip(router.namespace, 'route', 'replace', ...routeWords(route))],
              'Correct the gateway of the external subnet in Neutron.',
            ),
    };
  },
});
