import { defineCheck, required } from '../../src/engine/check.ts';
import { routeEvidence, routeWords, spellRoute } from '../../src/evidence/routes.ts';
import type { Route } from '../../src/facts/stack.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { addressesOn } from '../../src/topology/addresses.ts';
import type { ExternalBridge } from '../../src/topology/external.ts';
import type { Router } from '../../src/topology/routers.ts';
import { isDefaultRoute } from '../../src/topology/routing.ts';

export default defineCheck({
  id: 'default-route-looped',
  layer: 'host-route',
  title: "Host's default route loops through its own router",
  why: 'The router sends outside traffic to this host, and the host sends it back: neither VMs nor the host reach the outside.',
  symptom: 'VMs and the host reach each other, but nothing outside: packets loop until their TTL expires.',
  remedy: 'Delete the route where another default route exists; otherwise set the correct one.',
  limits: 'A default route by any other wrong NIC is not recognised, and policy tables are not checked.',
  sources: ['https://github.com/AJNOURI/COA/issues/69'],
  severity: 'error',
  each: 'externalBridges',
  with: ['hostStack'],
  explainedBy: [],
  applies: ({ routers }) => routers.length > 0,
  judge(view, { hostStack }) {
    const defaults = required(hostStack.routes)
      .filter(isDefaultRoute)
      .toSorted((one, other) => one.metric - other.metric);
    const [best, ...others] = defaults;
    const router = view.routers.find((one) => leadsTo(best, one) && leavesByHost(one, view));
    if (best === undefined || router === undefined) return undefined;
    return {
      summary: `The host's default route via ${best.gateway} goes to ${router.namespace}, whose default route goes back to this host.`,
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
              "Remove it from the host's network configuration.",
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

const defaultsOf = ({ stack }: Router): readonly Route[] => required(stack.routes).filter(isDefaultRoute);

function leavesByHost(router: Router, { interface: device }: ExternalBridge): boolean {
  const own = addressesOn(device);
  return defaultsOf(router).some(({ gateway }) => own.some(({ address }) => address === gateway));
}
