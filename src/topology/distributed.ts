import type { AgentFiles } from '../facts/agent-files.ts';
import { type Known, known, mapKnown, seenOf, unknown, valuesOf } from '../facts/known.ts';
import { tableOf } from '../facts/netfilter.ts';
import type { Interface, Stack } from '../facts/stack.ts';
import { addressOf, asksOnly, conditionsOfKind, dnatAddressOf } from '../netfilter/predicates.ts';
import { holdsActive } from './active-address.ts';
import { addressesOn } from './addresses.ts';
import { defineSection } from './define-section.ts';
import { namespaceStacks, type Stacks } from './hidden-addresses.ts';
import { interfaceIn, type Router, routers } from './routers.ts';
import { isSnatRule } from './routing.ts';
import type { Subject } from './subject.ts';

/** A distributed router's part on this host (Neutron, l3/dvr_local_router.py and dvr_fip_ns.py). */
export interface DistributedRouter {
  readonly subject: Subject;
  readonly router: Router;
  /** The pair that leads from the router to the namespace of floating IPs; none where no floating IP is here. */
  readonly link: FipLink | undefined;
  /** Where its packets without a floating IP are translated, on one node of several. */
  readonly snat: SnatPort | undefined;
  readonly floatingIps: readonly DistributedFloatingIp[];
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
}

export interface SnatPort {
  readonly namespace: string;
  readonly device: Interface;
  /** The next hop that the router's own policy route has towards it, and how it is written. */
  readonly expected: string | undefined;
  readonly prefixLength: number;
  /** The router is highly available and active on another node, where the addresses are. */
  readonly isStandby: Known<boolean>;
}

/** dvr_fip_ns.py: FIP_RT_TBL. */
export const fipTable = '16';

/** Device names are cut to so many characters (LinuxInterfaceDriver.DEV_NAME_LEN). */
const deviceNameOf = (prefix: string, id: string): string => `${prefix}${id}`.slice(0, 14);

export const distributedRouters = defineSection({
  name: 'distributedRouters',
  standsAlone: true,
  facts: ['agentFiles'],
  needs: [routers, namespaceStacks],
  build: ({ agentFiles }, sections) =>
    mapKnown(sections.routers, (all) => distributedRoutersOf(agentFiles, sections.namespaceStacks, all)),
});

export const distributedFloatingIps = defineSection({
  name: 'distributedFloatingIps',
  facts: [],
  needs: [distributedRouters],
  build: (_, sections) => mapKnown(sections.distributedRouters, (all) => all.flatMap(({ floatingIps }) => floatingIps)),
});

function distributedRoutersOf(
  agentFiles: Known<AgentFiles>,
  stacks: Stacks,
  routers: readonly Router[],
): readonly DistributedRouter[] {
  return routers
    .filter(({ mode }) => mode === 'distributed')
    .map((router): DistributedRouter => {
      const pairs = translationsOf(router);
      const link = linkOf(stacks, router, pairs.length > 0);
      return {
        subject: router.subject,
        router,
        link,
        snat: snatOf(stacks, router, haStateOf(agentFiles, router.id)),
        floatingIps:
          link === undefined ? [] : pairs.map(([address, fixed]) => floatingIpOf(stacks, router, link, address, fixed)),
      };
    });
}

/** `-d FLOATING/32 -i rfp-… -j DNAT --to-destination FIXED`. */
function translationsOf({ tables }: Router): readonly (readonly [string, string])[] {
  const nat = tableOf(tables, 'nat');
  if (!nat.known) return [];
  return nat.value.flatMap((rule) => {
    const [floating, fixed] = [addressOf(rule, 'destination'), dnatAddressOf(rule)];
    const isFromOutside =
      rule.chain.endsWith('-PREROUTING') &&
      asksOnly(rule, 'destination', 'in') &&
      conditionsOfKind(rule, 'in').some(({ device }) => device.startsWith('rfp-'));
    return floating === undefined || fixed === undefined || !isFromOutside ? [] : [[floating, fixed] as const];
  });
}

function linkOf(stacks: Stacks, router: Router, isNeeded: boolean): FipLink | undefined {
  const [innerName, outerName] = [deviceNameOf('rfp-', router.id), deviceNameOf('fpr-', router.id)];
  const inner = { namespace: router.namespace, name: innerName, device: interfaceIn(router.stack, innerName) };
  if (!isNeeded && !(inner.device.known && inner.device.value !== undefined)) return undefined;
  const all = [...stacks].filter(([namespace]) => namespace.startsWith('fip-'));
  const own = all.find(
    ([, { interfaces }]) => interfaces.known && interfaces.value.some(({ name }) => name === outerName),
  );
  const [namespace, stack] = own ?? (all.length === 1 ? all[0] : undefined) ?? [];
  if (namespace === undefined || stack === undefined) return { inner, outer: undefined };
  return { inner, outer: { namespace, name: outerName, device: interfaceIn(stack, outerName) } };
}

function floatingIpOf(
  stacks: Stacks,
  router: Router,
  link: FipLink,
  address: string,
  fixed: string,
): DistributedFloatingIp {
  const { outer } = link;
  const stack = outer === undefined ? undefined : stacks.get(outer.namespace);
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
        ? unknown('the namespace of its floating IPs is unknown')
        : mapKnown(stack.routes, (routes) =>
            routes.some(({ destination, device }) => destination === `${address}/32` && device === outer?.name),
          ),
  };
}

/** Its sg-…, whose address the router's policy route for what its qr sends has as next hop. */
function snatOf(stacks: Stacks, { id, stack }: Router, state: string | undefined): SnatPort | undefined {
  const namespace = `snat-${id}`;
  const own = stacks.get(namespace);
  const device = own === undefined ? undefined : valuesOf(own.interfaces).find(({ name }) => name.startsWith('sg-'));
  if (own === undefined || device === undefined) return undefined;
  const rules = valuesOf(stack.rules);
  const rule = rules.find(isSnatRule);
  const routes = valuesOf(stack.routes);
  const route = routes.find(({ table, destination }) => table === rule?.table && destination === '0.0.0.0/0');
  return {
    namespace,
    device,
    expected: route?.gateway,
    prefixLength: Number(rule?.source.split('/')[1] ?? Number.NaN),
    isStandby: standbyOf(own, state),
  };
}

/**
 * keepalived gives the addresses in the SNAT namespace to the active node: by its state file, or by the address that it
 * holds itself on ha-….
 */
function standbyOf(stack: Stack, state: string | undefined): Known<boolean> {
  const device = valuesOf(stack.interfaces).find(({ name }) => name.startsWith('ha-'));
  if (device !== undefined) return known(!holdsActive(device, stack));
  if (state !== undefined) return known(state !== 'primary' && state !== 'master');
  return stack.interfaces.known && stack.isComplete
    ? known(false)
    : unknown('whether the router is active on this node is unknown');
}

const haStateOf = (files: Known<AgentFiles>, id: string): string | undefined => seenOf(files)?.haState.get(id);

export const fipNamespaces = defineSection({
  name: 'fipNamespaces',
  facts: ['namespaces'],
  needs: [namespaceStacks],
  build: ({ namespaces }, sections) => mapKnown(namespaces, () => fipNamespacesOf(sections.namespaceStacks)),
});

const fipNamespacesOf = (stacks: Stacks): readonly FipNamespace[] =>
  [...stacks].flatMap(([name, stack]) => {
    const id = name.match(/^fip-(.*)$/)?.[1];
    return id === undefined ? [] : [fipNamespaceOf(id, name, stack)];
  });

function fipNamespaceOf(id: string, name: string, stack: Stack): FipNamespace {
  const devices = valuesOf(stack.interfaces);
  const gateway = devices.find((device) => device.name.startsWith('fg-'));
  return {
    subject: { kind: 'network', id, name, networks: [], routers: [] },
    name,
    gateway: mapKnown(stack.interfaces, () => gateway),
    answersForOthers: mapKnown(stack.arpProxies, (names) => names.has('all') || names.has(gateway?.name ?? '')),
    links: devices.filter((device) => device.name.startsWith('fpr-')).map((device) => device.name),
  };
}

/** The address of the link's inner end, by which the outer one finds it. */
export const innerAddressOf = ({ inner: { device } }: FipLink): string | undefined =>
  addressesOn(device.known ? device.value : undefined).find(({ prefixLength }) => prefixLength === 31)?.address;
