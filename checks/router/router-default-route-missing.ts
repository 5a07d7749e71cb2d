import { defineCheck, told, toldPart } from '../../src/engine/check.ts';
import { routeEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { defaultRouteCommands } from '../../src/engine/fixes/routes.ts';
import { ip } from '../../src/facts/within.ts';
import { hasOwnAddresses } from '../../src/topology/routers.ts';
import { isDefaultRoute } from '../../src/topology/routing.ts';
import type { Router, RouterLeg } from '../../src/topology/types.ts';

export default defineCheck({
  id: 'router-default-route-missing',
  layer: 'router',
  title: 'Router has no default route',
  why: 'The router knows its own networks only: whatever VMs send to the outside ends there.',
  symptom:
    'VMs reach other networks of their router and nothing else; floating IPs answer inside the external subnet only.',
  remedy:
    'Set the default route by the next hop that other routers of the range use, or the host itself is, where the bridge has no uplink.',
  limits:
    'Where neither tells of a gateway, it can not tell: an external subnet may have none on purpose. HA routers on standby and distributed ones are not asked.',
  sources: [
    'https://github.com/rcbops/rpc-openstack/issues/460',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
  ],
  severity: 'error',
  each: 'routers',
  explainedBy: ['router-gateway-down', 'router-gateway-address-missing', 'router-address-wrong-prefix'],
  applies: (router) => hasOwnAddresses(router) && gatewayOf(router) !== undefined,
  judge(router) {
    const leg = gatewayOf(router);
    if (leg === undefined || told(router.stack.routes).some(isDefaultRoute)) return undefined;
    // A subnet of the provider without a gateway is legal (gateway_ip null), and then the agent sets no route.
    toldPart(router.likelyGateway, 'whether the external subnet has a gateway');
    return {
      summary: `${router.namespace} has no default route.`,
      evidence: [routeEvidence(router.namespace, 'default', [])],
      fix: safeFix(
        `Set the default route by way of ${router.likelyGateway}, as the neighbours of ${leg.device} do`,
        defaultRouteCommands(router, leg.device),
        [ip(router.namespace, 'route', 'del', 'default')],
        'The L3 agent sets this route from the gateway of the external subnet in Neutron.',
      ),
    };
  },
});

/** The qg, where it is in its namespace: a missing one has a finding of its own. */
const gatewayOf = ({ legs }: Router): RouterLeg | undefined =>
  legs.find((leg) => leg.role === 'router-gateway' && leg.interface.known && leg.interface.value !== undefined);
