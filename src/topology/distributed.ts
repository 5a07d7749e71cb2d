import type { Facts } from '../facts/collect.ts';
import { type Known, mapKnown, unknown, valuesOf } from '../facts/known.ts';
import { tableOf } from '../facts/netfilter.ts';
import type { Interface, Stack } from '../facts/stack.ts';
import { addressesOn } from './addresses.ts';
import { interfaceIn } from './routers.ts';
import { isSnatRule } from './routing.ts';
import type { Subject } from './subject.ts';
import type { HostView, Router } from './types.ts';

/** A distributed router's part on this host (Neutron, l3/dvr_local_router.py and dvr_fip_ns.py). */
export interface DistributedRouter {
  readonly subject: Subject;
  readonly router: Router;
  /** The pair that leads from the router to the namespace of floating IPs; none where no floating IP is here. */
  readonly link: FipLink | undefined;
  /** Where its packets without a floating IP are translated, on one node of several. */
  readonly snat: SnatPort | undefined;
  readonly floatingIps: readonly DistributedFloatingIp[];
  readonly host: HostView;
}

export interface FipLink {
  /** In the namespace of the router. */
  readonly inner: LinkEnd;
  /** In that of floating IPs; undefined where there is none, or nothing tells which. */
  readonly outer: LinkEnd | undefined;
}

export interface LinkEnd {
  readonly namespace: string;
  readonly name: string;
  readonly device: Known<Interface | undefined>;
}

/** A floating IP that the router on this host translates. */
export interface DistributedFloatingIp {
  readonly subject: Subject;
  readonly address: string;
  readonly fixed: string;
  readonly router: Router;
  readonly link: FipLink;
  /** A policy rule sends what comes from the VM to the namespace of floating IPs. */
  readonly hasRule: Known<boolean>;
  /** That namespace has a route for the address, to the router. */
  readonly hasRoute: Known<boolean>;
  readonly host: HostView;
}

/** The namespace by which an external network comes to the floating IPs of distributed routers here. */
export interface FipNamespace {
  readonly subject: Subject;
  readonly name: string;
  /** fg-…, its port in the external network. */
  readonly gateway: Known<Interface | undefined>;
  /** Whether it answers ARP for the floating IPs, none of which is an address of its own. */
  readonly answersForOthers: Known<boolean>;
  readonly links: readonly string[];
  readonly host: HostView;
}

export interface SnatPort {
  readonly namespace: string;
  readonly device: Interface;
  /** The next hop that the router's own policy route has towards it, and how it is written. */
  readonly expected: string | undefined;
  readonly prefixLength: number;
}

/** dvr_fip_ns.py: FIP_RT_TBL. */
export const fipTable = '16';

/** Device names are cut to so many characters (LinuxInterfaceDriver.DEV_NAME_LEN). */
const deviceNameOf = (prefix: string, id: string): string => `${prefix}${id}`.slice(0, 14);

export function distributedRoutersOf(
  facts: Facts,
  host: HostView,
  routers: readonly Router[],
): readonly DistributedRouter[] {
  return routers
    .filter(({ mode }) => mode === 'distributed')
    .map((router): DistributedRouter => {
      const pairs = translationsOf(router);
      const link = linkOf(facts, router, pairs.length > 0);
      return {
        subject: router.subject,
        router,
        link,
        snat: snatOf(facts, router),
        floatingIps:
          link === undefined ? [] : pairs.map(([address, fixed]) => floatingIpOf(facts, router, link, address, fixed)),
        host,
      };
    });
}

/** `-d FLOATING/32 -i rfp-… -j DNAT --to-destination FIXED`. */
function translationsOf({ tables }: Router): readonly (readonly [string, string])[] {
  const nat = tableOf(tables, 'nat');
  if (!nat.known) return [];
  return nat.value.flatMap((rule) => {
    const [, floating, fixed] =
      rule.match(/-PREROUTING -d (\S+)\/32 -i rfp-\S+ -j DNAT --to-destination (\d[\d.]*)$/) ?? [];
    return floating === undefined || fixed === undefined ? [] : [[floating, fixed] as const];
  });
}

function linkOf(facts: Facts, router: Router, isNeeded: boolean): FipLink | undefined {
  const [innerName, outerName] = [deviceNameOf('rfp-', router.id), deviceNameOf('fpr-', router.id)];
  const inner = { namespace: router.namespace, name: innerName, device: interfaceIn(router.stack, innerName) };
  if (!isNeeded && !(inner.device.known && inner.device.value !== undefined)) return undefined;
  const all = [...facts.stacks].filter(([namespace]) => namespace.startsWith('fip-'));
  const own = all.find(
    ([, { interfaces }]) => interfaces.known && interfaces.value.some(({ name }) => name === outerName),
  );
  const [namespace, stack] = own ?? (all.length === 1 ? all[0] : undefined) ?? [];
  if (namespace === undefined || stack === undefined) return { inner, outer: undefined };
  return { inner, outer: { namespace, name: outerName, device: interfaceIn(stack, outerName) } };
}

function floatingIpOf(
  facts: Facts,
  router: Router,
  link: FipLink,
  address: string,
  fixed: string,
): DistributedFloatingIp {
  const { outer } = link;
  const stack = outer === undefined ? undefined : facts.stacks.get(outer.namespace);
  return {
    subject: { ...router.subject, kind: 'port', id: address, name: address, routers: [router.id] },
    address,
    fixed,
    router,
    link,
    hasRule: mapKnown(router.stack.rules, (rules) =>
      rules.some(({ source, table }) => source === fixed && table === fipTable),
    ),
    hasRoute:
      stack === undefined
        ? unknown('nothing tells the namespace of its floating IPs')
        : mapKnown(stack.routes, (routes) =>
            routes.some(({ destination, device }) => destination === `${address}/32` && device === outer?.name),
          ),
    host: router.host,
  };
}

/** Its sg-…, whose address the router's policy route for what its qr sends has as next hop. */
function snatOf(facts: Facts, { id, stack }: Router): SnatPort | undefined {
  const namespace = `snat-${id}`;
  const devices = facts.stacks.get(namespace)?.interfaces;
  const device = devices?.known ? devices.value.find(({ name }) => name.startsWith('sg-')) : undefined;
  if (device === undefined) return undefined;
  const rules = valuesOf(stack.rules);
  const rule = rules.find(isSnatRule);
  const routes = valuesOf(stack.routes);
  const route = routes.find(({ table, destination }) => table === rule?.table && destination === '0.0.0.0/0');
  return {
    namespace,
    device,
    expected: route?.gateway,
    prefixLength: Number(rule?.source.split('/')[1] ?? Number.NaN),
  };
}

export const fipNamespacesOf = (facts: Facts, host: HostView): readonly FipNamespace[] =>
  [...facts.stacks].flatMap(([name, stack]) => {
    const id = name.match(/^fip-(.*)$/)?.[1];
    return id === undefined ? [] : [fipNamespaceOf(host, id, name, stack)];
  });

function fipNamespaceOf(host: HostView, id: string, name: string, stack: Stack): FipNamespace {
  const devices = valuesOf(stack.interfaces);
  const gateway = devices.find((device) => device.name.startsWith('fg-'));
  return {
    subject: { kind: 'network', id, name, networks: [], routers: [] },
    name,
    gateway: mapKnown(stack.interfaces, () => gateway),
    answersForOthers: mapKnown(stack.arpProxies, (names) => names.has('all') || names.has(gateway?.name ?? '')),
    links: devices.filter((device) => device.name.startsWith('fpr-')).map((device) => device.name),
    host,
  };
}

/** The address of the link's inner end, by which the outer one finds it. */
export const innerAddressOf = ({ inner: { device } }: FipLink): string | undefined =>
  addressesOn(device.known ? device.value : undefined).find(({ prefixLength }) => prefixLength === 31)?.address;
