import type { Facts } from '../facts/index.ts';
import { joinKnown, type Known, partly, unknown, valuesOf } from '../facts/known.ts';
import type { Interface } from '../facts/stack.ts';
import type { SwitchBridge, SwitchDatabase, SwitchPort } from '../facts/switch.ts';
import { addressesOn, type Ipv4Address, isInRange, rangeOf, subnetAddressesOn } from './addresses.ts';
import { defineSection } from './define-section.ts';
import { allDhcpFiles } from './expectations.ts';
import { type Port, ports } from './ports.ts';
import { hasOwnAddresses, type Router, type RouterLeg, routers } from './routers.ts';
import { networksOf, type Subject } from './subject.ts';
import { integrationBridgeOf, switchDatabase } from './switch-database.ts';
import { type UnroutedNetwork, unroutedNetworks } from './unrouted.ts';
import { uplinksOf } from './uplinks.ts';

/** The bridge by which routers reach an external network. */
export interface ExternalBridge {
  readonly subject: Subject;
  readonly name: string;
  readonly bridge: SwitchBridge | undefined;
  readonly integrationBridge: SwitchBridge | undefined;
  /** Its own device on the host. */
  readonly interface: Interface | undefined;
  /** Devices that lead out of the host. Without one, the host itself is the only way in and out. */
  readonly uplinks: readonly string[];
  readonly routers: readonly Router[];
  /** The ranges of the routers' external addresses. */
  readonly ranges: readonly string[];
  /** The next hops of the routers' default routes. */
  readonly gateways: readonly string[];
  /** The patch port on the integration bridge and its peer; undefined where routers plug into the bridge itself. */
  readonly patch:
    | {
        readonly port: SwitchPort | undefined;
        readonly peer: string;
        readonly hasPeer: boolean /** The port on the other bridge that names this one as its peer. */;
        readonly facing: string | undefined;
      }
    | undefined;
}

/** A tenant's address range behind one or more routers of this host. */
export interface TenantRange {
  readonly subject: Subject;
  readonly range: string;
  readonly routers: readonly RangeRouter[];
  /** False when a router lacks an address: then an unknown next hop may well be its own. */
  readonly areRoutersComplete: boolean;
  /** Why the addresses of one of the routers could not be read. */
  readonly untold: string | undefined;
  /** Networks with VMs here whose gateway address is in the range, but that no router of this host is attached to. */
  readonly unrouted: readonly UnroutedNetwork[];
  readonly bridge: ExternalBridge | undefined;
}

export interface RangeRouter {
  readonly router: Router;
  readonly gatewayAddress: string;
  /** Addresses of VMs of this host in the range, behind this router. */
  readonly vmAddresses: readonly string[];
  /** How many VMs of this host are plugged into its networks; undefined where those are not known. */
  readonly vmCount: number | undefined;
  readonly networks: readonly string[];
}

/** The bridge that every guide of Quantum and Neutron gives this role. */
const usualName = 'br-ex';

interface Side {
  readonly name: string;
  readonly patch: ExternalBridge['patch'];
}

/** The bridges that lead routers of this host to their external networks, found from the qg ports outwards. */
export const externalBridges = defineSection({
  name: 'externalBridges',
  facts: ['hostStack'],
  needs: [switchDatabase, ports, routers],
  build: (facts, sections): Known<readonly ExternalBridge[]> =>
    joinKnown(
      sections.switchDatabase,
      joinKnown(orNone(sections.ports), orNone(sections.routers), pair),
      (database, [found, own]) => externalBridgesOf(facts, database, found, own),
    ),
});

/** Where nobody saved a list of namespaces, the switch shows the ports of the routers all the same. */
const orNone = <T>(fact: Known<readonly T[]>): Known<readonly T[]> =>
  fact.known ? fact : partly(valuesOf(fact), fact.reason);

const pair = <A, B>(one: A, other: B): readonly [A, B] => [one, other];

type Sources = Pick<Facts, 'hostStack'>;

function externalBridgesOf(
  facts: Sources,
  database: SwitchDatabase,
  ports: readonly Port[],
  routers: readonly Router[],
): readonly ExternalBridge[] {
  const integration = integrationBridgeOf(database);
  const gateways = ports.filter(({ role }) => role === 'router-gateway');
  const needing = routers.filter((router) => router.legs.some(({ role }) => role === 'router-gateway'));
  if (gateways.length === 0 && needing.length === 0) return [];
  const sides = new Map<string, Side>();
  for (const { port } of gateways) {
    if (port.bridge !== integration?.name) sides.set(port.bridge, { name: port.bridge, patch: undefined });
  }
  const onIntegration = gateways.some(({ port }) => port.bridge === integration?.name);
  if (integration !== undefined && onIntegration) {
    for (const side of patchedSides(database, integration)) sides.set(side.name, side);
  }
  // Of a switch that was not read whole, or on a host without one, none is missed.
  if (sides.size === 0 && !database.isComplete) return [];
  if (sides.size === 0) {
    // All qg ports went with their bridge, or all patch ports are gone: the routers are left without a way out.
    const patch = onIntegration
      ? { port: undefined, peer: `phy-${usualName}`, hasPeer: hasPort(database, `phy-${usualName}`), facing: undefined }
      : undefined;
    sides.set(usualName, { name: usualName, patch });
  }
  return [...sides.values()].flatMap((side) => {
    const view = externalBridge(facts, database, integration, side, needing);
    // Of several provider bridges only one may carry an external network.
    const isUsed = sides.size === 1 || view.interface === undefined || carriesRange(view);
    return isUsed ? [view] : [];
  });
}

const hasPort = (database: SwitchDatabase, name: string): boolean =>
  database.bridges.some(({ ports }) => ports.some((port) => port.name === name));

function carriesRange(view: ExternalBridge): boolean {
  const held = addressesOn(view.interface);
  return view.name === usualName || held.some(({ address }) => view.ranges.some((range) => isInRange(address, range)));
}

/** The provider bridges behind the integration bridge's patch ports `int-X`, whose peers ML2 names `phy-X`. */
function patchedSides(database: SwitchDatabase, integration: SwitchBridge): readonly Side[] {
  return integration.ports.flatMap((port): Side[] => {
    if (!port.name.startsWith('int-')) return [];
    const peer = peerOf(port);
    const ownerOf = (wanted: string) => database.bridges.find(({ ports }) => ports.some(({ name }) => name === wanted));
    if (peer === undefined) {
      // Agents before Juno join the bridges by a veth pair of the same names, and later ones where told to.
      const veth = ownerOf(port.name.replace(/^int-/, 'phy-'));
      return veth === undefined || isPatch(port) ? [] : [{ name: veth.name, patch: undefined }];
    }
    const owner = ownerOf(peer);
    const facing = database.bridges.flatMap((bridge) =>
      bridge === integration
        ? []
        : bridge.ports.filter((other) => peerOf(other) === port.name).map(({ name }) => ({ bridge, name })),
    )[0];
    const bridge = owner ?? facing?.bridge;
    // Of a switch that was not read whole, no bridge is missed.
    if (bridge === undefined && !database.isComplete) return [];
    return [
      {
        name: bridge?.name ?? port.name.slice('int-'.length),
        patch: { port, peer, hasPeer: owner !== undefined, facing: facing?.name },
      },
    ];
  });
}

const isPatch = ({ interfaces }: SwitchPort): boolean => interfaces.some(({ type }) => type === 'patch');

const peerOf = (port: SwitchPort): string | undefined =>
  port.interfaces.find(({ type }) => type === 'patch')?.options['peer'];

function externalBridge(
  facts: Sources,
  database: SwitchDatabase,
  integrationBridge: SwitchBridge | undefined,
  { name, patch }: Side,
  routers: readonly Router[],
): ExternalBridge {
  const bridge = database.bridges.find((candidate) => candidate.name === name);
  const devices = valuesOf(facts.hostStack.interfaces);
  const legs = routers.flatMap(({ legs }) => legs.filter(({ role }) => role === 'router-gateway'));
  const own = legs.filter(({ port }) => {
    const at = port.known ? port.value?.port.bridge : undefined;
    return at === undefined || at === name || at === integrationBridge?.name;
  });
  const used = routers.filter((router) => own.some((leg) => leg.router.id === router.id));
  return {
    subject: { kind: 'bridge', id: name, name, networks: [], routers: used.map(({ id }) => id) },
    name,
    bridge,
    integrationBridge,
    interface: devices.find((device) => device.name === name),
    uplinks: bridge === undefined ? [] : uplinksOf(bridge, patch?.peer),
    routers: used,
    ranges: [...new Set(own.flatMap(addressOf).map(rangeOf))],
    gateways: [...new Set(used.flatMap(defaultGatewaysOf))],
    patch,
  };
}

const addressOf = (leg: RouterLeg): readonly Ipv4Address[] =>
  subnetAddressesOn(leg.interface.known ? leg.interface.value : undefined);

function defaultGatewaysOf({ stack }: Router): readonly string[] {
  if (!stack.routes.known) return [];
  return stack.routes.value.flatMap(({ destination, gateway }) =>
    destination === '0.0.0.0/0' && gateway !== undefined ? [gateway] : [],
  );
}

/** The tenants' ranges behind the routers of this host. */
export const tenantRanges = defineSection({
  name: 'tenantRanges',
  facts: ['agentFiles'],
  needs: [ports, routers, externalBridges],
  build: (facts, sections, host): Known<readonly TenantRange[]> => {
    const ranges = joinKnown(
      sections.externalBridges,
      joinKnown(sections.ports, sections.routers, pair),
      (bridges, [found, own]) => tenantRangesOf(facts, host, own, bridges, found),
    );
    const untold = untoldOf(valuesOf(sections.routers));
    return ranges.known && ranges.value.length === 0 && untold !== undefined ? unknown(untold) : ranges;
  },
});

/** Why the addresses of one of some routers could not be read. */
const untoldOf = (routers: readonly Router[]): string | undefined =>
  routers.flatMap(({ stack }) => (stack.interfaces.known ? [] : [stack.interfaces.reason]))[0];

function tenantRangesOf(
  facts: Pick<Facts, 'agentFiles'>,
  host: Subject,
  routers: readonly Router[],
  bridges: readonly ExternalBridge[],
  ports: readonly Port[],
): readonly TenantRange[] {
  const files = allDhcpFiles(facts);
  const plugged = ports.filter(({ role }) => role === 'vm');
  const macs = new Set(plugged.map(({ mac }) => mac));
  const vmAddressesIn = (networkIds: readonly string[], range: string): readonly string[] => {
    return files
      .filter(({ networkId }) => networkIds.includes(networkId))
      .flatMap(({ hosts }) => hosts.filter(({ mac, address }) => macs.has(mac) && isInRange(address, range)))
      .map(({ address }) => address);
  };
  const unrouted = unroutedNetworks(facts, ports);
  const byRange = new Map<string, RangeRouter[]>();
  for (const router of routers.filter(hasOwnAddresses)) {
    const gatewayAddress = router.legs.filter(({ role }) => role === 'router-gateway').flatMap(addressOf)[0]?.address;
    if (gatewayAddress === undefined) continue;
    for (const leg of router.legs.filter(({ role }) => role === 'router-interface')) {
      // An address with too long a prefix is in the range that it is meant to be in.
      const meant = (held: Ipv4Address) => (held.address === leg.expected?.address ? leg.expected : held);
      for (const range of addressOf(leg).map((held) => rangeOf(meant(held)))) {
        const networks = networksOf(leg.subject);
        const vms = plugged.filter(({ network }) => network !== undefined && networks.includes(network.id));
        const entry: RangeRouter = {
          router,
          gatewayAddress,
          networks,
          vmAddresses: vmAddressesIn(networks, range),
          vmCount: networks.length === 0 ? undefined : vms.length,
        };
        byRange.set(range, [...(byRange.get(range) ?? []), entry]);
      }
    }
  }
  const isStray = ({ role, sightings, isSearchNarrowed }: Port) =>
    role.startsWith('router-') && sightings.length === 0 && !isSearchNarrowed;
  const areRoutersComplete =
    !ports.some(isStray) &&
    routers.every(
      // What a router has on another node as well, or only there, is not in sight.
      (router) =>
        hasOwnAddresses(router) &&
        router.stack.interfaces.known &&
        router.legs.every((leg) => addressOf(leg).length > 0),
    );
  const untold = untoldOf(routers);
  return [...byRange].map(
    ([range, serving]): TenantRange => ({
      subject: {
        ...host,
        networks: serving.flatMap(({ router }) => router.subject.networks),
        routers: serving.map(({ router }) => router.id),
      },
      range,
      routers: serving,
      areRoutersComplete,
      untold,
      unrouted: unrouted.filter(({ gateway }) => isInRange(gateway, range)),
      bridge: bridges.find((bridge) => serving.every(({ router }) => bridge.routers.includes(router))),
    }),
  );
}
