import type { DhcpFiles } from '../facts/agent-files.ts';
import type { Facts } from '../facts/index.ts';
import { type Known, known, valuesOf } from '../facts/known.ts';
import type { Stack } from '../facts/stack.ts';
import { conditionsOfKind } from '../netfilter/predicates.ts';
import type { ArpPacket } from '../packets/arp.ts';
import { addressesOn, type Ipv4Address, isInRange, rangeOf, subnetAddressesOn } from './addresses.ts';
import { daemons } from './daemons.ts';
import { defineObserved, type ValuesOf } from './define-section.ts';
import { type ExternalBridge, externalBridges } from './external.ts';
import { type DhcpServer, dhcpServers } from './networks.ts';
import { type Port, ports } from './ports.ts';
import { hasOwnAddresses, type Router, type RouterLeg, routers } from './routers.ts';
import { isDefaultRoute } from './routing.ts';
import type { Subject } from './subject.ts';
import { addressInChains, type VmPort, vmPorts } from './vm-ports.ts';

/** Whom a router should reach by ARP: a guest behind it, or the provider's gateway before it. */
export interface ReachTarget {
  readonly subject: Subject;
  readonly from: RouterLeg;
  readonly fromPort: Port;
  /** The leg's own MAC and address, in whose name is asked. */
  readonly mac: string;
  readonly own: Ipv4Address;
  readonly address: string;
  readonly vm: Guest | undefined;
  /** For the gateway: the bridge that leads there. */
  readonly bridge: ExternalBridge | undefined;
  /** Devices of the host that a request comes by, from the switch on. */
  readonly path: readonly string[];
}

export interface Guest {
  readonly port: Port;
  readonly mac: string;
  /** All MACs that may answer for it: its own, those that were allowed to it, and those of the instance's other ports. */
  readonly macs: readonly string[];
  /** The MACs of other networks' ports on this host: where those answer, it is the VLANs that are mixed up. */
  readonly strangers: readonly string[];
  /** The files of the DHCP server of its network, where that server is on this host. */
  readonly files: DhcpFiles | undefined;
}

/** What became of the router's request. */
export interface Reach extends ReachTarget {
  /** The MACs that answered at the router. */
  readonly answers: Known<readonly string[]>;
  /** Only of a request that was not answered as it should be. */
  readonly points: readonly ReachPoint[];
  /** Asked for by name: then a guest that never had an address is worth telling too. */
  readonly isWanted: boolean;
  /** The DHCP lease or the router's neighbour entry that tells that the guest was there before, and at which address. */
  readonly traceOfGuest:
    | {
        readonly address: string;
        readonly shown: { readonly command: readonly string[]; readonly where: string; readonly output: string };
      }
    | undefined;
  /** What the flow tables do to the packet that was lost, read when one was. */
  readonly trace: Known<{ readonly command: readonly string[]; readonly text: string }>;
}

export interface ReachPoint {
  readonly device: string;
  readonly packets: Known<readonly ArpPacket[]>;
}

const whereToLook = [daemons, routers, ports, vmPorts, dhcpServers, externalBridges] as const;

/** What tells whom to ask for. */
export type ReachSources = ValuesOf<typeof whereToLook> & Pick<Facts, 'hostStack'>;

export const reaches = defineObserved({
  name: 'reaches',
  source: 'wire',
  facts: ['hostStack'],
  needs: whereToLook,
  unobserved: known<readonly Reach[]>([]),
});

/** So many routers ask for one gateway: where it is silent, it is so to all of them. */
const askersPerGateway = 2;

/** Whom the routers in question can ask for. */
export function reachTargetsOf(
  topology: ReachSources,
  isInScope: (subject: Subject) => boolean,
): readonly ReachTarget[] {
  if (!topology.routers.known || !topology.vmPorts.known || !topology.ports.known) return [];
  const legs = topology.routers.value.flatMap(askingLegs);
  const bridges = valuesOf(topology.externalBridges);
  const plugs = topology.vmPorts.value;
  const servers = valuesOf(topology.dhcpServers);
  const ports = topology.ports.value;
  const vms = legs
    .flatMap((leg) => guestsBehind(leg, ports, plugs, servers))
    .filter(({ subject }) => isInScope(subject));
  const asked = new Map<string, number>();
  const gateways = legs
    .flatMap((leg) => gatewayBefore(leg, bridges))
    .filter(({ subject, address, bridge }) => {
      const key = `${bridge?.name} ${address}`;
      const count = asked.get(key) ?? 0;
      if (!isInScope(subject) || count >= askersPerGateway) return false;
      asked.set(key, count + 1);
      return true;
    });
  const isUp = upDevices(topology.hostStack);
  // That a device on the way is down or gone has a finding of its own, and nothing can be heard on it.
  return [...vms, ...gateways].filter(({ path }) => path.every(isUp));
}

/** Whether a device may be up on the host: one is taken for up where nothing tells. */
function upDevices({ interfaces, isComplete }: Stack): (name: string) => boolean {
  if (!interfaces.known || !isComplete) return () => true;
  const states = new Map(interfaces.value.map(({ name, isUp }) => [name, isUp]));
  return (name) => states.has(name) && states.get(name) !== false;
}

export type AskingLeg = Pick<ReachTarget, 'from' | 'fromPort' | 'mac' | 'own'>;

/** The ports that a router can ask by. Standby and distributed routers have no address to ask in the name of. */
export const askingLegs = (router: Router): readonly AskingLeg[] =>
  hasOwnAddresses(router) ? router.legs.flatMap(askingLeg) : [];

function askingLeg(from: RouterLeg): AskingLeg[] {
  const device = from.interface.known ? from.interface.value : undefined;
  const fromPort = from.port.known ? from.port.value : undefined;
  const [own] = subnetAddressesOn(device);
  if (device?.mac === undefined || own === undefined || fromPort === undefined || device.isUp === false) return [];
  return (fromPort.interface?.ofport ?? -1) > 0 ? [{ from, fromPort, mac: device.mac, own }] : [];
}

function guestsBehind(
  leg: AskingLeg,
  ports: readonly Port[],
  plugs: readonly VmPort[],
  servers: readonly DhcpServer[],
): readonly ReachTarget[] {
  if (leg.from.role !== 'router-interface') return [];
  const network = leg.fromPort.network?.id;
  const strangers = ports.flatMap(({ network: other, interface: device }) =>
    other === undefined || other.id === network ? [] : (device?.attachedMac ?? []),
  );
  const files = servers.find(({ networkId }) => networkId === network)?.files;
  const guests = ports.filter(({ role, hasGuest }) => role === 'vm' && hasGuest);
  return guests.flatMap((port): ReachTarget[] => {
    if (port.network === undefined || port.network.id !== network) return [];
    const plug = plugs.find(({ portKey }) => portKey === port.subject.portKey);
    const mac = port.interface?.attachedMac;
    if (mac === undefined) return [];
    const address = addressOf(files, plug, mac, rangeOf(leg.own));
    if (address === undefined) return [];
    const tap = `tap${port.subject.portKey}`;
    return [
      {
        ...leg,
        subject: { ...port.subject, routers: [leg.from.router.id], path: [leg.fromPort.subject.portKey ?? ''] },
        address,
        vm: { port, mac, macs: macsOf(port, mac, plug, guests), strangers, files },
        bridge: undefined,
        // Without a Linux bridge of its own, a guest is plugged into the switch itself.
        path: plug?.qvb === undefined ? [tap] : [plug.qvb.name, tap],
      },
    ];
  });
}

/** A guest with two ports in one network answers for either address on both (ARP flux). */
function macsOf(port: Port, mac: string, plug: VmPort | undefined, guests: readonly Port[]): readonly string[] {
  const instance = port.interface?.externalIds['vm-uuid'];
  const siblings = guests.filter(
    (guest) => instance !== undefined && guest.interface?.externalIds['vm-uuid'] === instance,
  );
  const allowed = plug?.spoofing.known
    ? plug.spoofing.value.flatMap((rule) => conditionsOfKind(rule, 'source-mac').map((match) => match.mac))
    : [];
  const others = siblings.flatMap((guest) => guest.interface?.attachedMac ?? []);
  return [mac, ...allowed, ...others];
}

/**
 * The word of both of the VM's chains, which is newer than the DHCP server's where they differ; else the server's, or the
 * anti-spoofing rule's where it knows of one address only.
 */
function addressOf(
  files: DhcpFiles | undefined,
  plug: VmPort | undefined,
  mac: string,
  range: string,
): string | undefined {
  const agreed = plug && addressInChains(plug, mac);
  const listed = files?.hosts.find((line) => line.mac === mac && isInRange(line.address, range))?.address;
  const rules = plug?.spoofing.known ? plug.spoofing.value : [];
  const isOnly = rules.filter(({ target }) => target.kind === 'return').length === 1;
  const ruled = plug?.mac === mac && isOnly ? plug.address : undefined;
  return [agreed, listed, ruled].find((each) => each !== undefined && isInRange(each, range));
}

function gatewayBefore(leg: AskingLeg, bridges: readonly ExternalBridge[]): readonly ReachTarget[] {
  const { router, role, device } = leg.from;
  if (role !== 'router-gateway' || !router.stack.routes.known) return [];
  const address = router.stack.routes.value.find((route) => isDefaultRoute(route) && route.device === device)?.gateway;
  if (address === undefined || !isInRange(address, rangeOf(leg.own))) return [];
  const bridge = bridges.find(({ routers }) => routers.some(({ id }) => id === router.id));
  const isOwn = addressesOn(bridge?.interface).some((held) => held.address === address);
  const subject = { ...leg.from.subject, routers: [router.id] };
  const [uplink] = bridge?.uplinks ?? [];
  return [
    {
      ...leg,
      subject,
      address,
      vm: undefined,
      bridge,
      // Without an uplink the request ends on the bridge, whoever may answer there.
      path: bridge === undefined ? [] : [isOwn || uplink === undefined ? bridge.name : uplink],
    },
  ];
}
