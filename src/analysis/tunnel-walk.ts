import type { Flow } from '../facts/flows.ts';
import { groupedBy } from '../grouped.ts';
import type { OverlayNetwork, Tunnel } from '../topology/overlay.ts';
import { type Departure, departuresOf } from './flow-walk.ts';
import { floodTable, tunnelFlowsOf, unicastTable } from './tunnel-flows.ts';

/*
 * Packets of a network walked through the flows of the tunnel bridge: out to the other hosts, and in from them.
 */

/** The MAC of a port that no host has, so that no flow is about it. */
const stranger = 'fa:16:3e:00:00:00';
const broadcast = 'ff:ff:ff:ff:ff:ff';

/** A tunnel from which packets of a network do not get to its local VLAN, and its port in OpenFlow. */
export interface BlockedTunnel {
  readonly tunnel: Tunnel;
  readonly port: number;
}

/** The tunnels of a network's type from which nothing gets to its local VLAN; undefined where the flows can't be followed. */
export function blockedTunnels(network: OverlayNetwork, flows: readonly Flow[]): readonly BlockedTunnel[] | undefined {
  const { patchPort, segmentationId, localVlan } = network;
  if (patchPort === undefined) return undefined;
  const { outputs } = tunnelFlowsOf(flows);
  const blocked: BlockedTunnel[] = [];
  for (const tunnel of network.tunnels) {
    const port = tunnel.device.ofport;
    // One that nothing is sent to is left of a host that is gone.
    if (port === undefined || !outputs.has(port) || tunnel.device.type !== network.type) continue;
    const arriving = { inPort: port, source: stranger, target: broadcast, vlan: undefined, tunnelId: segmentationId };
    const departures = departuresOf(flows, arriving);
    if (departures === undefined) return undefined;
    const isAdmitted = departures.some((one) => one.port === patchPort && one.vlan === localVlan.tag);
    if (!isAdmitted) blocked.push({ tunnel, port });
  }
  return blocked;
}

/** A packet of a network that goes into a tunnel with an ID that is not the network's. */
export interface Mislabelled {
  readonly target: string;
  readonly isBroadcast: boolean;
  readonly departure: Departure;
  /** The flows that send it, and how ovs-ofctl is asked for them. */
  readonly flows: readonly Flow[];
  readonly match: string;
}

/** Which broadcasts, and packets for MACs that l2population wrote, do so; undefined where the flows can't be followed. */
export function mislabelledOf(network: OverlayNetwork, flows: readonly Flow[]): readonly Mislabelled[] | undefined {
  const { patchPort, segmentationId, localVlan, tunnels } = network;
  if (patchPort === undefined) return undefined;
  const ports = new Set(tunnels.flatMap(({ device }) => device.ofport ?? []));
  const vlan = String(localVlan.tag);
  const { floods, written } = tunnelFlowsOf(flows);
  const unicast = [...written.values()].flat().filter(({ match }) => match.get('dl_vlan') === vlan);
  const byMac = groupedBy(unicast, ({ match }) => match.get('dl_dst'));
  const targets = [
    { target: broadcast, flows: floods.get(vlan)?.flows ?? [], match: `table=${floodTable},dl_vlan=${vlan}` },
    ...[...byMac].map(([mac, own]) => ({
      ...{ target: mac, flows: own, match: `table=${unicastTable},dl_vlan=${vlan},dl_dst=${mac}` },
    })),
  ];
  const found: Mislabelled[] = [];
  for (const one of targets) {
    const frame = { inPort: patchPort, source: stranger, target: one.target, vlan: localVlan.tag, tunnelId: undefined };
    const departures = departuresOf(flows, frame);
    if (departures === undefined) return undefined;
    const departure = departures.find(({ port, tunnelId }) => ports.has(port) && tunnelId !== segmentationId);
    if (departure !== undefined) found.push({ ...one, isBroadcast: one.target === broadcast, departure });
  }
  return found;
}
