import type { Flow } from '../facts/flows.ts';
import { outputsOf } from './vlan-flows.ts';

/** Neutron's constants UCAST_TO_TUN and FLOOD_TO_TUN. */
export const unicastTable = 20;
export const floodTable = 22;

/** What l2population writes has this priority, what was learned 1. */
export const writtenPriority = 2;

/** Where the flows of a tunnel bridge send the packets of a network. */
export interface TunnelFlows {
  readonly hasFloodTable: boolean;
  /** By local VLAN: the flows for its broadcasts, and the ports that these are put out at. */
  readonly floods: ReadonlyMap<string, { readonly flows: readonly Flow[]; readonly ports: ReadonlySet<number> }>;
  /** By port: the flows that l2population wrote for known MACs. */
  readonly written: ReadonlyMap<number, readonly Flow[]>;
  /** The ports that any flow puts packets out at. */
  readonly outputs: ReadonlySet<number>;
}

const known = new WeakMap<readonly Flow[], TunnelFlows>();

/** The same, found once for all the hosts that it is compared with. */
export function tunnelFlowsOf(flows: readonly Flow[]): TunnelFlows {
  const found = known.get(flows) ?? readTunnelFlows(flows);
  known.set(flows, found);
  return found;
}

function readTunnelFlows(flows: readonly Flow[]): TunnelFlows {
  const floods = new Map<string, { flows: Flow[]; ports: Set<number> }>();
  const written = new Map<number, Flow[]>();
  const ofFlood = flows.filter(({ table }) => table === floodTable);
  for (const flow of ofFlood) {
    const vlan = flow.match.get('dl_vlan');
    if (vlan === undefined) continue;
    const own = floods.get(vlan) ?? { flows: [], ports: new Set() };
    own.flows.push(flow);
    for (const port of outputsOf(flow)) own.ports.add(port);
    floods.set(vlan, own);
  }
  for (const flow of flows) {
    if (flow.table !== unicastTable || flow.priority !== writtenPriority) continue;
    for (const port of outputsOf(flow)) written.set(port, [...(written.get(port) ?? []), flow]);
  }
  return { hasFloodTable: ofFlood.length > 0, floods, written, outputs: new Set(flows.flatMap(outputsOf)) };
}
