import { defineCheck } from '../../src/engine/check.ts';
import { placeOf, says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'destination-unrouted',
  layer: 'router',
  title: 'No route leads to what was pinged',
  why: 'Without a route the kernel sends nothing at all.',
  symptom: 'Ping says "Network is unreachable" at once, or a router answers "Destination Net Unreachable".',
  remedy:
    "Check `ip route` there for the default route, and the gateway's interface for its address; restart the L3 agent if a router has lost them.",
  limits:
    'Read from `ping` in a saved text. A router on standby, and the namespace of a network without a gateway, have no such route.',
  sources: [
    'https://man7.org/linux/man-pages/man8/ping.8.html',
    'https://man7.org/linux/man-pages/man2/connect.2.html',
  ],
  severity: 'warning',
  each: 'statements',
  explainedBy: ['router-default-route-missing', 'router-gateway-address-missing', 'router-gateway-down', 'router-bare'],
  applies: says('destination-unrouted'),
  judge: (item) =>
    statedFault(item, 'destination-unrouted', ({ target, by }) => ({
      summary:
        by === undefined
          ? `No route leads to ${target ?? 'the target of a ping'}${placeOf(item)}.`
          : `${by}, a router on the way, has no route to ${target ?? 'the target of a ping'}, by its reply to a ping${placeOf(item)}.`,
      fix: null,
      next:
        by !== undefined
          ? `Find the router that has ${by} (\`openstack router list\`, \`ip netns exec qrouter-ID ip address\`), and check that it has an external gateway and its namespace a default route.`
          : item.namespace === undefined
            ? 'If the address is of a tenant network, ping in the namespace of its router or DHCP server, as the host has no route to it; else check `ip route` for the default route.'
            : undefined,
    })),
});
