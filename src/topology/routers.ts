import type { Facts } from '../facts/index.ts';
import { unknownStack } from '../facts/ip.ts';
import { type Known, known, mapKnown, seenOf, unknown, unlessHidden, valuesOf } from '../facts/known.ts';
import type { AgentNamespace } from '../facts/namespaces.ts';
import type { Interface, Stack } from '../facts/stack.ts';
import { asksOnly, devicesOf, rangeOf as rangeOfRule } from '../netfilter/predicates.ts';
import type { Rule, Tables } from '../netfilter/rule.ts';
import { holdsActive } from './active-address.ts';
import { addressesOn, type Ipv4Address, ipv4Of, isInRange, subnetAddressesOn } from './addresses.ts';
import { defineSection } from './define-section.ts';
import {
  type ExpectedAddress,
  expectedGatewayAddress,
  likelyGatewaysOf,
  type Neighbours,
  neighbours,
} from './expectations.ts';
import { namespaceStacks, type Stacks } from './hidden-addresses.ts';
import { type Port, portKeyOf, ports } from './ports.ts';
import { isSnatRule } from './routing.ts';
import type { Subject } from './subject.ts';

/** A router's namespace, with what is set up in it. */
export interface RouterNamespace {
  readonly subject: Subject;
  readonly id: string;
  readonly namespace: string;
  /** `standby`: an HA router whose other instance is active; it has no addresses in health. `unclear`: it may be one. */
  readonly mode: 'legacy' | 'active' | 'standby' | 'distributed' | 'unclear';
  readonly stack: Stack;
  readonly rules: Known<readonly Rule[]>;
  /** The same rules, table by table. */
  readonly tables: Known<Tables>;
  /** Next hops to the outside that routers of the same external range use, or that the host itself is. */
  readonly likelyGateways: readonly string[];
}

/** A qg or qr port from the router's side. */
export interface RouterLeg {
  readonly subject: Subject;
  readonly role: 'router-gateway' | 'router-interface';
  readonly device: string;
  readonly router: RouterNamespace;
  /** In the router's namespace. */
  readonly interface: Known<Interface | undefined>;
  readonly port: Known<Port | undefined>;
  /** The address it should have, from what else the agents wrote down. */
  readonly expected: ExpectedAddress | undefined;
}

export interface Router extends RouterNamespace {
  readonly legs: readonly RouterLeg[];
}

/** Ports of a router that no namespace holds: the router's namespace is gone. */
export interface LostRouter {
  readonly subject: Subject;
  readonly id: string | undefined;
  readonly ports: readonly Port[];
}

type Sources = Pick<Facts, 'routerRules' | 'routerTables' | 'agentFiles'> & { readonly stacks: Stacks };

/** The routers of this host: one for each qrouter namespace that the L3 agent put something into. */
export const routers = defineSection({
  name: 'routers',
  standsAlone: true,
  facts: ['namespaces', 'routerRules', 'routerTables', 'agentFiles'],
  needs: [ports, namespaceStacks, neighbours],
  build: (
    { namespaces, routerRules, routerTables, agentFiles },
    { namespaceStacks: stacks, neighbours: near, ports: found },
  ): Known<readonly Router[]> =>
    mapKnown(namespaces, ({ ofAgents }) =>
      routersOf({ routerRules, routerTables, agentFiles, stacks }, near, found, ofAgents),
    ),
});

export const routerLegs = defineSection({
  name: 'routerLegs',
  standsAlone: true,
  facts: [],
  needs: [routers],
  build: (_, { routers: all }) =>
    unlessHidden(
      mapKnown(all, (found) => found.flatMap(({ legs }) => legs)),
      valuesOf(all).map(({ stack }) => stack.interfaces),
    ),
});

function routersOf(
  facts: Sources,
  neighbours: Neighbours,
  ports: Known<readonly Port[]>,
  namespaces: readonly AgentNamespace[],
): readonly Router[] {
  return namespaces
    .filter(({ kind, name }) => kind === 'qrouter' && facts.stacks.has(name))
    .flatMap((namespace) => {
      const router = routerOf(facts, neighbours, ports, namespace);
      // Releases before Juno left the namespaces of deleted routers behind: empty ones are no routers.
      return router.stack.interfaces.known && router.legs.length === 0 ? [] : [router];
    });
}

function routerOf(
  facts: Sources,
  neighbours: Neighbours,
  ports: Known<readonly Port[]>,
  namespace: AgentNamespace,
): Router {
  const stack = facts.stacks.get(namespace.name) ?? unknownStack('its namespace was not read');
  const rules = facts.routerRules.get(namespace.name) ?? unknown('its rules were not read');
  const devices = valuesOf(stack.interfaces);
  const ofRouter = valuesOf(ports).filter(({ subject }) => subject.routers.includes(namespace.id));
  const names = new Set([
    ...devices.map(({ name }) => name),
    ...ofRouter.map(({ subject }) => subject.name),
    ...(rules.known ? devicesIn(rules.value, devices) : []),
  ]);
  const legNames = [...names].filter((name) => /^q[rg]-[0-9a-f]{8}-[0-9a-f]{2}$/.test(name));
  const networks = ofRouter.flatMap(({ network }) => network?.id ?? []);
  const router: RouterNamespace = {
    subject: { kind: 'router', id: namespace.id, name: namespace.name, networks, routers: [] },
    id: namespace.id,
    namespace: namespace.name,
    mode: modeOf(facts, namespace, devices, stack),
    stack,
    rules,
    tables: facts.routerTables.get(namespace.name) ?? unknown('its rules were not read'),
    likelyGateways: likelyGatewaysOf(neighbours, rules, externalAddressOf(devices)),
  };
  const legs = legNames.map((device): RouterLeg => {
    const port = mapKnown(ports, (all) => all.find(({ subject }) => subject.name === device));
    const found = port.known ? port.value : undefined;
    return {
      subject: found?.subject ?? {
        kind: 'port',
        id: device,
        name: device,
        portKey: portKeyOf(device),
        networks: [],
        routers: [namespace.id],
      },
      role: device.startsWith('qg-') ? 'router-gateway' : 'router-interface',
      device,
      router,
      interface: interfaceIn(stack, device),
      port,
      expected: found?.expected ?? (device.startsWith('qg-') ? expectedGatewayAddress(neighbours, rules) : undefined),
    };
  });
  return { ...router, legs: [...legs, ...namelessLegs(router, legs)] };
}

const externalAddressOf = (devices: readonly Interface[]): Ipv4Address | undefined =>
  devices.filter(({ name }) => name.startsWith('qg-')).flatMap(subnetAddressesOn)[0];

/**
 * Folsom's agent translates each internal range by a rule of its own. A range that no qr of the router stands in tells
 * of a port that is gone; where some qr has lost its address, that one may be it.
 */
function namelessLegs(router: RouterNamespace, legs: readonly RouterLeg[]): readonly RouterLeg[] {
  const held = legs
    .filter(({ role }) => role === 'router-interface')
    .map((leg) => (leg.interface.known && leg.interface.value !== undefined ? ipv4Of(leg.interface.value) : undefined));
  // Of a namespace that could not be looked into, nothing tells which legs are there.
  if (!router.stack.interfaces.known) return [];
  if (!router.rules.known || held.some((addresses) => addresses === undefined || addresses.length === 0)) return [];
  const ranges = router.rules.value
    .filter((rule) => rule.chain.endsWith('-l3-agent-snat') && rule.target.kind === 'snat' && asksOnly(rule, 'source'))
    .flatMap((rule) => rangeOfRule(rule, 'source') ?? []);
  const stands = held.flat().flatMap((address) => address ?? []);
  // Where a range that the router does stand in has no rule, the rules are not what they were: they tell nothing.
  if (stands.some(({ address }) => !ranges.some((range) => isInRange(address, range)))) return [];
  return ranges
    .filter((range) => !held.flat().some((address) => address !== undefined && isInRange(address.address, range)))
    .map((range) => ({
      subject: { ...router.subject, kind: 'port', id: range, name: range, portKey: range, routers: [router.id] },
      role: 'router-interface',
      device: `the qr port for ${range}`,
      router,
      interface: known(undefined),
      port: known(undefined),
      expected: undefined,
    }));
}

/** The interface of a name in a stack; unknown where the stack may not tell all. */
export function interfaceIn(stack: Stack, name: string): Known<Interface | undefined> {
  const found = valuesOf(stack.interfaces).find((device) => device.name === name);
  if (found !== undefined) return known(found);
  if (!stack.interfaces.known) return unknown(stack.interfaces.reason);
  if (!stack.isComplete) return unknown(`${name} is not in what is recorded of its namespace`);
  return known(found);
}

/** On standby, and spread over the nodes, a router has its addresses elsewhere. */
export const hasOwnAddresses = ({ mode }: Pick<Router, 'mode'>): boolean => mode === 'legacy' || mode === 'active';

/** On standby its ports may be down and without addresses. */
export const mayStandBy = ({ mode }: Pick<Router, 'mode'>): boolean => mode === 'standby' || mode === 'unclear';

function modeOf(
  facts: Sources,
  namespace: AgentNamespace,
  devices: readonly Interface[],
  stack: Stack,
): Router['mode'] {
  // rfp: the DVR router's way to the fip namespace. Its qg is in the snat namespace, if it has one here at all.
  const hasSnat = facts.stacks.has(`snat-${namespace.id}`);
  const rules = facts.stacks.get(namespace.name)?.rules;
  const hasSnatRule = rules?.known === true && rules.value.some(isSnatRule);
  if (hasSnat || hasSnatRule || devices.some(({ name }) => name.startsWith('rfp-'))) return 'distributed';
  const state = seenOf(facts.agentFiles)?.haState.get(namespace.id);
  const isListed = stack.interfaces.known && stack.isComplete;
  // An HA router that has lost its device is one still. Where that may only be left out, one without any address may
  // be such a router on standby.
  if (state === undefined && !devices.some(({ name }) => name.startsWith('ha-')))
    return isListed || devices.length === 0 || devices.some(isLegWithAddress) ? 'legacy' : 'unclear';
  // What keepalived holds says it better than a file that another process writes.
  const haDevice = devices.find(({ name }) => name.startsWith('ha-'));
  if (haDevice !== undefined && holdsActive(haDevice, stack)) return 'active';
  if (haDevice?.addresses !== undefined && haDevice.hasEveryAddress) return 'standby';
  // keepalived-state-change writes `primary` (`master` before Wallaby), `backup` or `fault`.
  return state === 'primary' || state === 'master' ? 'active' : 'standby';
}

const isLegWithAddress = (device: Interface): boolean => /^q[rg]-/.test(device.name) && addressesOn(device).length > 0;

/** Devices that the L3 agent's rules name: those that the router has had. Of several qg, only one that exists is its own. */
function devicesIn(rules: readonly Rule[], existing: readonly Interface[]): readonly string[] {
  const hasOuter = existing.some(({ name }) => name.startsWith('qg-'));
  return rules
    .flatMap(devicesOf)
    .filter((device) => device.startsWith('qr-') || (device.startsWith('qg-') && !hasOuter));
}

export const lostRouters = defineSection({
  name: 'lostRouters',
  facts: ['namespaces', 'agentFiles'],
  needs: [ports],
  build: ({ namespaces, agentFiles }, sections) =>
    mapKnown(sections.ports, (all) => lostRoutersOf({ namespaces, agentFiles }, all)),
});

/** Router ports of the switch whose devices no namespace holds, and that no router of this host claims. */
function lostRoutersOf(facts: Pick<Facts, 'namespaces' | 'agentFiles'>, ports: readonly Port[]): readonly LostRouter[] {
  const lost = ports.filter(
    ({ role, sightings, subject, isSearchComplete, interface: device }) =>
      (role === 'router-interface' || role === 'router-gateway') &&
      device?.type === 'internal' &&
      isSearchComplete &&
      sightings.length === 0 &&
      subject.routers.length === 0,
  );
  if (lost.length === 0 || !facts.namespaces.known) return [];
  const present = new Set(facts.namespaces.value.ofAgents.filter(({ kind }) => kind === 'qrouter').map(({ id }) => id));
  const known = facts.agentFiles.known ? [...facts.agentFiles.value.routerIds] : [];
  const missing = known.filter((id) => !present.has(id));
  // Which of several missing routers a port belonged to, nothing on the host tells.
  const id = missing.length === 1 ? missing[0] : undefined;
  const networks = lost.flatMap(({ network, role }) =>
    role === 'router-interface' && network !== undefined ? [network.id] : [],
  );
  return [
    {
      subject: {
        kind: 'router',
        id: id ?? lost[0]?.subject.name ?? '',
        name: id === undefined ? (lost[0]?.subject.name ?? '') : `qrouter-${id}`,
        networks,
        routers: [],
      },
      id,
      ports: lost,
    },
  ];
}
