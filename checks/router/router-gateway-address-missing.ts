import { heldBy } from '../../src/analysis/devices.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import type { Route } from '../../src/facts/stack.ts';
import { ip } from '../../src/facts/within.ts';
import { addressMissing } from '../../src/judgements/ports.ts';
import { addressOf } from '../../src/netfilter/predicates.ts';
import type { Rule } from '../../src/netfilter/rule.ts';
import { defaultRouteCommands } from '../../src/remedies/routes.ts';
import { isToSubnet } from '../../src/topology/hidden-addresses.ts';
import type { RouterLeg } from '../../src/topology/routers.ts';
import { hasOwnAddresses } from '../../src/topology/routers.ts';

export default defineCheck({
  id: 'router-gateway-address-missing',
  layer: 'router',
  title: 'Router has no external address',
  why: 'Without an address on qg the router neither answers ARP on the external network nor translates.',
  symptom: 'Floating IPs do not answer, and VMs get no replies from outside.',
  remedy:
    "Restore qg's address from the SNAT rule, the floating IPs of the DNAT rules and the default route; without such a rule, restart the L3 agent.",
  limits: 'Routers on standby, distributed ones, and those with only IPv6 are not checked.',
  sources: [
    'https://devopsaitoolkit.com/blog/debugging-neutron-floating-ips-and-nat-openstack/',
    'https://github.com/rcbops/rpc-openstack/issues/460',
  ],
  severity: 'error',
  each: 'routerLegs',
  comparesNoAddresses: true,
  fromExcerpts: true,
  with: ['services'],
  explainedBy: [],
  applies: ({ role, router }) => role === 'router-gateway' && hasOwnAddresses(router),
  judge(leg, { services }) {
    const device = required(leg.interface);
    if (device === undefined) return undefined;
    const held = heldBy(device);
    const { namespace } = leg.router;
    const { expected } = leg;
    // Floating IPs are on qg as /32 beside the router's own address; an IPv6-only router has a global IPv6 address.
    const hasOwn = held.some(({ address, prefixLength }) => prefixLength < 32 || address === expected?.address);
    const hasIpv6 =
      device.addresses?.some(({ family, address }) => family === 'inet6' && !address.startsWith('fe80:')) === true;
    if (hasOwn || (hasIpv6 && expected === undefined)) return undefined;
    // The kernel has a route to the subnet of each address, that of one that ifconfig hides too.
    if (!device.hasEveryAddress && required(leg.router.stack.routes).some(isSubnetOf(leg))) return undefined;
    const floating = floatingIpsOf(valuesOf(leg.router.rules));
    const lost = floating.filter((address) => !held.some((one) => one.address === address));
    return addressMissing({
      namespace,
      device,
      expected,
      services,
      agent: 'l3-agent',
      more: [
        ...lost.map((address) => ip(namespace, 'addr', 'replace', `${address}/32`, 'dev', leg.device)),
        ...defaultRouteCommands(leg.router, leg.device),
      ],
      // The default route goes with the last address.
      moreUndo: lost.map((address) => ip(namespace, 'addr', 'del', `${address}/32`, 'dev', leg.device)),
    });
  },
});

const isSubnetOf =
  ({ device }: RouterLeg) =>
  (route: Route) =>
    route.device === device && isToSubnet(route);

/** The floating IPs of a router, from the rules that translate them. */
const floatingIpsOf = (rules: readonly Rule[]): readonly string[] => [
  ...new Set(
    rules
      .filter(({ chain, target }) => chain.endsWith('-l3-agent-PREROUTING') && target.kind === 'dnat')
      .flatMap((rule) => addressOf(rule, 'destination') ?? []),
  ),
];
