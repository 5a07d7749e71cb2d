import { defineCheck, required, requiredPart } from '../../src/engine/check.ts';
import { routeEvidence } from '../../src/evidence/routes.ts';
import { ip } from '../../src/facts/within.ts';
import { defaultRouteCommands } from '../../src/remedies/routes.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import type { Router, RouterLeg } from '../../src/topology/routers.ts';
import { hasOwnAddresses } from '../../src/topology/routers.ts';
import { isDefaultRoute } from '../../src/topology/routing.ts';

export default defineCheck({
  id: 'router-default-route-missing',
  layer: 'router',
  title: 'Router has no default route',
  why: "The router reaches only its own networks: VMs' traffic to the outside is dropped.",
  symptom: 'VMs reach only networks of their router; floating IPs answer only within the external subnet.',
  remedy:
    'Set the default route to the next hop that other routers of the range use, or to the host where the bridge has no uplink.',
  limits:
    'Unknown where neither exists, as an external subnet may have no gateway on purpose. Standby and distributed routers are not checked.',
  sources: [
    'https://github.com/rcbops/rpc-openstack/issues/460',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
  ],
  severity: 'error',
  each: 'routers',
  comparesNoAddresses: true,
  fromExcerpts: true,
  explainedBy: ['router-gateway-down', 'router-gateway-address-missing', 'router-address-wrong-prefix'],
  applies: (router) => hasOwnAddresses(router) && gatewayOf(router) !== undefined,
  judge(router) {
    const leg = gatewayOf(router);
    if (leg === undefined || required(router.stack.routes).some(isDefaultRoute)) return undefined;
    // A subnet of the provider without a gateway is legal (gateway_ip null), and then the agent sets no route.
    requiredPart(router.likelyGateways[0], 'whether the external subnet has a gateway');
    return {
      summary: `${router.namespace} has no default route.`,
      evidence: [routeEvidence(router.namespace, 'default', [])],
      fix: safeFix(
        `Set the default route via ${router.likelyGateways[0]}, as other routers do`,
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
