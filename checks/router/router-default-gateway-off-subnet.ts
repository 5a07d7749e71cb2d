import { defineCheck, told } from '../../src/engine/check.ts';
import { addressEvidence, routeEvidence, spellRoute } from '../../src/engine/evidence.ts';
import { ip, restartFix, safeFix } from '../../src/engine/fixes/agents.ts';
import { defaultRouteCommands } from '../../src/engine/fixes/routes.ts';
import { ipv4Of, isInRange, rangeOf } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'router-default-gateway-off-subnet',
  layer: 'router',
  title: "Router's gateway is outside of its external subnet",
  why: 'The router asks for its next hop on a wire where that address does not belong: nobody answers.',
  severity: 'error',
  each: 'routers',
  explainedBy: ['router-gateway-address-missing', 'router-address-wrong-prefix'],
  applies: ({ mode }) => mode === 'legacy' || mode === 'active',
  judge(router) {
    const route = told(router.stack.routes).find(
      ({ destination, gateway, table, device }) =>
        destination === '0.0.0.0/0' && table === 'main' && gateway !== undefined && device?.startsWith('qg-') === true,
    );
    const device = told(router.stack.interfaces).find(({ name }) => name === route?.device);
    if (route?.gateway === undefined || device === undefined) return undefined;
    const { gateway } = route;
    const ranges = (ipv4Of(device) ?? []).filter(({ prefixLength }) => prefixLength < 32).map(rangeOf);
    if (ranges.length === 0 || ranges.some((range) => isInRange(gateway, range))) return undefined;
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
              [ip(router.namespace, 'route', 'replace', ...spellRoute(route).split(' '))],
              'Correct the gateway of the external subnet in Neutron.',
            ),
    };
  },
});
