import { defineCheck, told } from '../../src/engine/check.ts';
import { routeEvidence, routeWords, spellRoute } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';

import type { Route } from '../../src/facts/stack.ts';
import { addressesOn } from '../../src/topology/addresses.ts';
import { isDefaultRoute } from '../../src/topology/routing.ts';
import type { ExternalBridge, Router } from '../../src/topology/types.ts';

export default defineCheck({
  id: 'default-route-looped',
  layer: 'host-route',
  title: "Host's default route leads back to a router of its own",
  why: 'The router sends what is for the outside to this host, and the host sends it back: no VM and no program gets out.',
  symptom: 'VMs and the host reach each other, but nothing outside: packets go round until their time to live is over.',
  remedy: 'Delete the route where another default route is left; else give the host the one that it should have.',
  limits:
    'A default route by any other wrong NIC is not seen: which way leads out, the host does not tell. Nor are routes of policy tables looked at.',
  sources: ['https://github.com/AJNOURI/COA/issues/69'],
  severity: 'error',
  each: 'externalBridges',
  explainedBy: [],
  applies: ({ routers }) => routers.length > 0,
  judge(view) {
    const defaults = told(view.host.stack.routes)
      .filter(isDefaultRoute)
      .toSorted((one, other) => one.metric - other.metric);
    const [best, ...others] = defaults;
    const router = view.routers.find((one) => leadsTo(best, one) && leavesByHost(one, view));
    if (best === undefined || router === undefined) return undefined;
    return {
      summary: `The host's default route leads to ${best.gateway}, which is ${router.namespace}, whose own default route leads to this host.`,
      evidence: [
        routeEvidence(undefined, 'default', defaults),
        routeEvidence(router.namespace, 'default', defaultsOf(router)),
      ],
      fix:
        others.length === 0
          ? null
          : safeFix(
              `Delete the route, which leaves ${others.map(spellRoute).join(' and ')}`,
              [['ip', 'route', 'del', ...routeWords(best)]],
              [['ip', 'route', 'add', ...routeWords(best)]],
              "Take it out of the host's network configuration.",
            ),
    };
  },
});

const leadsTo = (route: Route | undefined, { legs }: Router): boolean =>
  route?.gateway !== undefined &&
  legs.some(
    ({ role, interface: device }) =>
      role === 'router-gateway' &&
      device.known &&
      addressesOn(device.value).some(({ address }) => address === route.gateway),
  );

const defaultsOf = ({ stack }: Router): readonly Route[] => told(stack.routes).filter(isDefaultRoute);

function leavesByHost(router: Router, { interface: device }: ExternalBridge): boolean {
  const own = addressesOn(device);
  return defaultsOf(router).some(({ gateway }) => own.some(({ address }) => address === gateway));
}
