import { defineCheck, required } from '../../src/engine/check.ts';
import { routeEvidence } from '../../src/evidence/routes.ts';
import { tunnelEvidence } from '../../src/evidence/tunnels.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

/** Route types of ip-route(8) that end a packet. */
const dead = ['blackhole', 'unreachable', 'prohibit'];

export default defineCheck({
  id: 'tunnel-peer-unroutable',
  layer: 'overlay',
  title: 'No route to a tunnel peer',
  why: "Tunnel packets follow the host's routes: without one, all VMs on that peer are unreachable from here.",
  symptom: 'VMs of one or all other hosts are unreachable, and a ping to that host says "Network is unreachable".',
  remedy: 'Delete the unreachable or blackhole route; where there is no route at all, check the network configuration.',
  limits:
    'Looks up the route as the kernel does, without policy rules by source, mark or device. Whether the peer answers is not tested.',
  sources: [
    'https://man7.org/linux/man-pages/man8/ip-route.8.html',
    'https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/96',
  ],
  severity: 'error',
  each: 'tunnels',
  with: ['hostStack'],
  explainedBy: ['host-main-rule-missing', 'tunnel-local-address-missing', 'tunnel-device-down'],
  applies: (_, { hostStack }) => hostStack.isComplete,
  judge(tunnel) {
    const { name, remoteIp } = tunnel;
    const route = required(tunnel.route);
    if (route !== undefined && !dead.includes(route.type)) return undefined;
    return {
      summary:
        route === undefined
          ? `No route to ${remoteIp}, peer of ${name}.`
          : `Route "${route.type} ${route.destination}" blocks ${remoteIp}, peer of ${name}.`,
      evidence: [routeEvidence(undefined, remoteIp, route === undefined ? [] : [route]), tunnelEvidence(tunnel)],
      fix:
        route === undefined
          ? null
          : safeFix(
              `Delete the ${route.type} route`,
              [['ip', 'route', 'del', route.type, route.destination, 'table', route.table]],
              [['ip', 'route', 'add', route.type, route.destination, 'table', route.table]],
              "Remove the route from the host's network configuration too.",
            ),
      shared: route === undefined ? `no route from ${tunnel.localIp}` : `route to ${route.destination}`,
    };
  },
});
