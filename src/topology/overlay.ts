import type { HostLine } from '../facts/agent-files.ts';
import { type Flow, flowsOf } from '../facts/flows.ts';
import type { Facts } from '../facts/index.ts';
import { joinKnown, type Known, mapKnown, mapWhole, unknown, unlessHidden, valuesOf } from '../facts/known.ts';
import type { Interface, Route, Stack } from '../facts/stack.ts';
import { type SwitchBridge, type SwitchDatabase, type SwitchInterface, tunnelBridge } from '../facts/switch.ts';
import { isInRange } from './addresses.ts';
import { defineSection } from './define-section.ts';
import { dhcpFilesOf } from './expectations.ts';
import { type Network, networks } from './networks.ts';
import type { LocalVlan } from './ports.ts';
import { lookUp, rulesOf } from './routing.ts';
import type { Subject } from './subject.ts';
import { integrationBridgeOf, switchDatabase } from './switch-database.ts';

/** The tunnel bridge of the Open vSwitch agent, and what leads to it and out of it. */
export interface Overlay {
  readonly subject: Subject;
  readonly bridge: SwitchBridge;
  readonly integrationBridge: SwitchBridge;
  /** The patch ports that join the two bridges or should, each with the bridge where it belongs. */
  readonly patch: readonly [PatchEnd, PatchEnd];
  readonly tunnels: readonly Tunnel[];
  readonly networks: readonly OverlayNetwork[];
  readonly flows: Known<readonly Flow[]>;
}

export interface PatchEnd {
  readonly name: string;
  readonly bridge: string;
  readonly device: SwitchInterface | undefined;
}

export interface Tunnel {
  readonly subject: Subject;
  readonly name: string;
  readonly device: SwitchInterface;
  readonly localIp: string | undefined;
  readonly remoteIp: string;
  /** Interfaces of the host that have the tunnel's local address: one, or none. */
  readonly localDevices: Known<readonly Interface[]>;
  /** The route to the other end, and the device it leaves by. */
  readonly route: Known<Route | undefined>;
  readonly routeDevice: Interface | undefined;
  /** Other tunnels of the same kind to the same end. */
  readonly twins: readonly string[];
  /** All tunnels of the host, which share what is wrong with its own end. */
  readonly siblings: readonly string[];
  /** The largest packet of the networks that go by tunnels, as their ports in namespaces have it. */
  readonly innerMtu: number | undefined;
}

/** A network of this host that reaches other hosts by tunnels. */
export interface OverlayNetwork {
  readonly subject: Subject;
  readonly id: string;
  /** `vxlan`, `gre`, `geneve`, as the agent noted it. */
  readonly type: string;
  readonly segmentationId: number;
  readonly localVlan: LocalVlan;
  readonly bridge: string;
  /** The port of that bridge, in OpenFlow, by which it is joined to the integration bridge. */
  readonly patchPort: number | undefined;
  readonly flows: Known<readonly Flow[]>;
  readonly tunnels: readonly Tunnel[];
  /** What the DHCP server of the network has in its host file, where that server is on this host. */
  readonly hosts: readonly HostLine[];
}

/** ovs-vswitchd.conf.db(5), "type"; `gre64` is of Open vSwitch before 2.5. */
const tunnelTypes = ['vxlan', 'gre', 'gre64', 'geneve'];

type Sources = Pick<Facts, 'hostStack' | 'agentFiles' | 'flows'>;

export const overlays = defineSection({
  name: 'overlays',
  facts: ['hostStack', 'agentFiles', 'flows'],
  needs: [switchDatabase, networks],
  build: (facts, sections) =>
    joinKnown(sections.switchDatabase, sections.networks, (database, all) => overlaysOf(facts, database, all)),
});

export const tunnels = defineSection({
  name: 'tunnels',
  standsAlone: true,
  facts: [],
  needs: [overlays],
  build: (_, sections) => mapKnown(sections.overlays, (all) => all.flatMap((overlay) => overlay.tunnels)),
});

export const overlayNetworks = defineSection({
  name: 'overlayNetworks',
  facts: [],
  needs: [overlays],
  build: (_, sections) => mapKnown(sections.overlays, (all) => all.flatMap((overlay) => overlay.networks)),
});

/** The overlay of this host: one, or none. */
function overlaysOf(facts: Sources, database: SwitchDatabase, networks: readonly Network[]): readonly Overlay[] {
  const integrationBridge = integrationBridgeOf(database);
  const bridge = database.bridges.find(({ name }) => name === tunnelBridge);
  if (bridge === undefined || integrationBridge === undefined || bridge === integrationBridge) return [];
  const subject: Subject = { kind: 'bridge', id: bridge.name, name: bridge.name, networks: [], routers: [] };
  const flows = flowsOf(facts.flows, bridge.name);
  const carried = networks.flatMap((network) => {
    const segment = segmentOf(network);
    return segment === undefined ? [] : [{ network, segment }];
  });
  const tunnels = tunnelsOf(
    facts,
    bridge,
    carried.map(({ network }) => network),
  );
  const patch = patchOf(integrationBridge, bridge);
  return [
    {
      subject,
      bridge,
      integrationBridge,
      patch,
      tunnels,
      networks: carried.map(({ network, segment }) => ({
        subject: network.subject,
        id: network.id,
        ...segment,
        bridge: bridge.name,
        patchPort: patch[1].device?.ofport,
        flows,
        tunnels,
        hosts: dhcpFilesOf(facts, network.id)?.hosts ?? [],
      })),
      flows,
    },
  ];
}

/**
 * The pair that joins the bridges, whatever int_peer_patch_port and tun_peer_patch_port call it; where none does, the
 * ports by the names that the agent has given them since Folsom.
 */
function patchOf(inside: SwitchBridge, outside: SwitchBridge): Overlay['patch'] {
  const peerOf = (at: SwitchBridge, name: string) => interfaceOn(at, name)?.options['peer'];
  const joined = inside.ports.find(({ name }) => {
    const peer = peerOf(inside, name);
    return peer !== undefined && peerOf(outside, peer) === name;
  })?.name;
  const [there = 'patch-tun', here = 'patch-int'] = joined === undefined ? [] : [joined, peerOf(inside, joined)];
  const end = (at: SwitchBridge, name: string): PatchEnd => ({ name, bridge: at.name, device: interfaceOn(at, name) });
  return [end(inside, there), end(outside, here)];
}

const interfaceOn = ({ ports }: SwitchBridge, name: string): SwitchInterface | undefined =>
  ports.find((port) => port.name === name)?.interfaces[0];

/** What the agent noted at the network's ports; without its note nothing tells which networks go by tunnels. */
function segmentOf({
  ports,
  localVlan,
}: Network): Pick<OverlayNetwork, 'type' | 'segmentationId' | 'localVlan'> | undefined {
  const noted = ports.find(({ port }) => tunnelTypes.includes(port.otherConfig['network_type'] ?? ''))?.port;
  const segmentationId = Number(noted?.otherConfig['segmentation_id']);
  if (!Number.isInteger(segmentationId) || localVlan?.because !== 'agent') return undefined;
  return { type: noted?.otherConfig['network_type'] ?? '', segmentationId, localVlan };
}

function tunnelsOf(
  facts: Pick<Facts, 'hostStack'>,
  bridge: SwitchBridge,
  networks: readonly Network[],
): readonly Tunnel[] {
  const { interfaces, routes } = facts.hostStack;
  const rules = rulesOf(facts.hostStack);
  const devices = bridge.ports.flatMap((port) => port.interfaces).filter(isTunnel);
  const mtus = networks.flatMap(({ ports }) =>
    ports.flatMap(({ sightings }) =>
      sightings.flatMap(({ namespace, interface: { mtu } }) => (namespace === undefined ? [] : (mtu ?? []))),
    ),
  );
  return devices.map((device): Tunnel => {
    const { local_ip: localIp, remote_ip: remoteIp = '' } = device.options;
    const route = !rules.known ? unknown(rules.reason) : mapWhole(routes, (all) => lookUp(rules.value, all, remoteIp));
    const leaving = route.known ? route.value?.device : undefined;
    return {
      subject: {
        kind: 'port',
        id: device.name,
        name: device.name,
        portKey: device.name,
        networks: networks.map(({ id }) => id),
        routers: [],
      },
      name: device.name,
      device,
      localIp,
      remoteIp,
      localDevices: localDevicesOf(facts.hostStack, localIp),
      route,
      routeDevice: interfaces.known ? interfaces.value.find(({ name }) => name === leaving) : undefined,
      twins: devices
        .filter((other) => other !== device && other.type === device.type && other.options['remote_ip'] === remoteIp)
        .map(({ name }) => name),
      siblings: devices.filter(({ options }) => options['local_ip'] === localIp).map(({ name }) => name),
      innerMtu: mtus.length === 0 ? undefined : Math.max(...mtus),
    };
  });
}

/** None only where no device hides its addresses to whose subnet, by its route, the one that is looked for belongs. */
function localDevicesOf({ interfaces, routes }: Stack, localIp: string | undefined): Known<readonly Interface[]> {
  const holding = mapKnown(interfaces, (all) =>
    all.filter(({ addresses }) => addresses?.some(({ address }) => address === localIp)),
  );
  const isRouted = (name: string): boolean =>
    valuesOf(routes).some(
      ({ device, gateway, destination }) =>
        device === name && gateway === undefined && localIp !== undefined && isInRange(localIp, destination),
    );
  const hiding = valuesOf(interfaces).find(({ addresses, name }) => addresses === undefined && isRouted(name));
  if (hiding === undefined) return holding;
  return unlessHidden(holding, [unknown(`the addresses of ${hiding.name} are unknown`)]);
}

const isTunnel = ({ type, options }: SwitchInterface): boolean =>
  tunnelTypes.includes(type) && /^\d+\.\d+\.\d+\.\d+$/.test(options['remote_ip'] ?? '');
