import { defineCheck, told } from '../../src/engine/check.ts';
import { routeEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { tunnelEvidence } from '../../src/engine/tunnels.ts';

/** Route types of ip-route(8) that end a packet. */
const dead = ['blackhole', 'unreachable', 'prohibit'];

export default defineCheck({
  id: 'tunnel-peer-unroutable',
  layer: 'overlay',
  title: 'No route leads to the other end of a tunnel',
  why: 'The packets of a tunnel take the routes of the host: without one, all VMs on that other host are cut off from here.',
  symptom: 'VMs of one other host, or of all, are not reached, and a ping to that host says "Network is unreachable".',
  remedy:
    'Delete the route that ends the packets; where there is none at all, only the network configuration knows which to add.',
  limits:
    'It looks up the route as the kernel would, without policy rules that select by source, mark or device. That the peer answers is not tried.',
  sources: [
    'https://man7.org/linux/man-pages/man8/ip-route.8.html',
    'https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/96',
  ],
  severity: 'error',
  each: 'tunnels',
  explainedBy: ['tunnel-local-address-missing', 'tunnel-device-down'],
  applies: ({ host }) => host.stack.isComplete,
  judge(tunnel) {
    const { name, remoteIp } = tunnel;
    const route = told(tunnel.route);
    if (route !== undefined && !dead.includes(route.type)) return undefined;
    return {
      summary:
        route === undefined
          ? `This host has no route to ${remoteIp}, the other end of ${name}.`
          : `A route of type ${route.type} to ${route.destination} keeps this host from ${remoteIp}, the other end of ${name}.`,
      evidence: [routeEvidence(undefined, remoteIp, route === undefined ? [] : [route]), tunnelEvidence(tunnel)],
      fix:
        route === undefined
          ? null
          : safeFix(
              `Delete the ${route.type} route`,
              [['ip', 'route', 'del', route.type, route.destination, 'table', route.table]],
              [['ip', 'route', 'add', route.type, route.destination, 'table', route.table]],
              'Take the route out of the network configuration of the host too.',
            ),
      shared: route === undefined ? `no route from ${tunnel.localIp}` : `route to ${route.destination}`,
    };
  },
});
