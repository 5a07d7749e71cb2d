import type { Facts } from '../facts/collect.ts';
import { unknownStack } from '../facts/ip.ts';
import { type Known, known, mapKnown, unknown, valuesOf } from '../facts/known.ts';
import type { AgentNamespace } from '../facts/namespaces.ts';
import type { Interface, Stack } from '../facts/stack.ts';
import { type Ipv4Address, ipv4Of, isInRange, subnetAddressesOn } from './addresses.ts';
import { expectedGatewayAddress, likelyGatewayOf, type Neighbours } from './expectations.ts';
import { portKeyOf } from './ports.ts';
import { isSnatRule } from './routing.ts';
import type { HostView, LostRouter, Port, Router, RouterLeg } from './types.ts';

/** The routers of this host: one for each qrouter namespace that the L3 agent put something into. */
export function routersOf(
  facts: Facts,
  neighbours: Neighbours,
  host: HostView,
  ports: Known<readonly Port[]>,
): readonly Router[] {
  if (!facts.namespaces.known) return [];
  return facts.namespaces.value.ofAgents
    .filter(({ kind, name }) => kind === 'qrouter' && facts.stacks.has(name))
    .flatMap((namespace) => {
      const router = routerOf(facts, neighbours, host, ports, namespace);
      // Releases before Juno left the namespaces of deleted routers behind: empty ones are no routers.
      return router.stack.interfaces.known && router.legs.length === 0 ? [] : [router];
    });
}

function routerOf(
  facts: Facts,
  neighbours: Neighbours,
  host: HostView,
  ports: Known<readonly Port[]>,
  namespace: AgentNamespace,
): Router {
  const stack = facts.stacks.get(namespace.name) ?? unknownStack('its namespace was not looked into');
  const rules = facts.routerRules.get(namespace.name) ?? unknown('its rules were not read');
  const devices = valuesOf(stack.interfaces);
  const ofRouter = valuesOf(ports).filter(({ subject }) => subject.routers.includes(namespace.id));
  const names = new Set([
    ...devices.map(({ name }) => name),
    ...ofRouter.map(({ subject }) => subject.name),
    ...(rules.known ? devicesIn(rules.value) : []),
  ]);
  const legNames = [...names].filter((name) => /^q[rg]-[0-9a-f]{8}-[0-9a-f]{2}$/.test(name));
  const networks = ofRouter.flatMap(({ network }) => network?.id ?? []);
  const router: Router = {
    subject: { kind: 'router', id: namespace.id, name: namespace.name, networks, routers: [] },
    id: namespace.id,
    namespace: namespace.name,
    mode: modeOf(facts, namespace, devices),
    stack,
    rules,
    tables: facts.routerTables.get(namespace.name) ?? unknown('its rules were not read'),
    host,
    likelyGateway: likelyGatewayOf(neighbours, rules, externalAddressOf(devices)),
    legs: [],
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
  // The legs point back at their router, so it gets them last.
  return Object.assign(router, { legs: [...legs, ...namelessLegs(router, legs)] });
}

const externalAddressOf = (devices: readonly Interface[]): Ipv4Address | undefined =>
  devices.filter(({ name }) => name.startsWith('qg-')).flatMap(subnetAddressesOn)[0];

/**
 * Folsom's agent translates each internal range by a rule of its own. A range that no qr of the router stands in tells
 * of a port that is gone; where some qr has lost its address, that one may be it.
 */
function namelessLegs(router: Router, legs: readonly RouterLeg[]): readonly RouterLeg[] {
  const held = legs
    .filter(({ role }) => role === 'router-interface')
    .map((leg) => (leg.interface.known && leg.interface.value !== undefined ? ipv4Of(leg.interface.value) : undefined));
  // Of a namespace that could not be looked into, nothing tells which legs are there.
  if (!router.stack.interfaces.known) return [];
  if (!router.rules.known || held.some((addresses) => addresses === undefined || addresses.length === 0)) return [];
  const ranges = router.rules.value.flatMap(
    (rule) => rule.match(/^-A \S+-l3-agent-snat -s (\S+\/\d+) -j SNAT/)?.[1] ?? [],
  );
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
  if (!stack.interfaces.known) return stack.interfaces;
  const found = stack.interfaces.value.find((device) => device.name === name);
  if (found === undefined && !stack.isComplete) return unknown(`${name} is not in what is recorded of its namespace`);
  return known(found);
}

/** On standby, and spread over the nodes, a router has its addresses elsewhere. */
export const hasOwnAddresses = ({ mode }: Pick<Router, 'mode'>): boolean => mode === 'legacy' || mode === 'active';

function modeOf(facts: Facts, namespace: AgentNamespace, devices: readonly Interface[]): Router['mode'] {
  // rfp: the DVR router's way to the fip namespace. Its qg is in the snat namespace, if it has one here at all.
  const hasSnat = facts.stacks.has(`snat-${namespace.id}`);
  const rules = facts.stacks.get(namespace.name)?.rules;
  const hasSnatRule = rules?.known === true && rules.value.some(isSnatRule);
  if (hasSnat || hasSnatRule || devices.some(({ name }) => name.startsWith('rfp-'))) return 'distributed';
  const state = facts.agentFiles.known ? facts.agentFiles.value.haState.get(namespace.id) : undefined;
  // An HA router that has lost its device is one still.
  if (state === undefined && !devices.some(({ name }) => name.startsWith('ha-'))) return 'legacy';
  // keepalived-state-change writes `primary` (`master` before Wallaby), `backup` or `fault`.
  return state === 'primary' || state === 'master' ? 'active' : 'standby';
}

/** Devices that the L3 agent's rules name: those that the router has had. */
function devicesIn(rules: readonly string[]): readonly string[] {
  return rules.flatMap((rule) => rule.split(' ').filter((word) => word.startsWith('qr-') || word.startsWith('qg-')));
}

/** Router ports of the switch whose devices no namespace holds, and that no router of this host claims. */
export function lostRoutersOf(facts: Facts, host: HostView, ports: readonly Port[]): readonly LostRouter[] {
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
      host,
    },
  ];
}
