import type { ServiceRole } from '../facts/deployments.ts';
import { type Known, known } from '../facts/known.ts';
import { daemons } from './daemons.ts';
import { defineObserved } from './define-section.ts';
import { externalBridges } from './external.ts';
import { floatingIps } from './floating-ips.ts';
import { metadataPoints, metadataServices } from './metadata.ts';
import { dhcpServers } from './networks.ts';
import { ports } from './ports.ts';
import { routers } from './routers.ts';
import type { Subject } from './subject.ts';
import { vmPorts } from './vm-ports.ts';

export type CauseLayer =
  | 'host-route'
  | 'external-bridge'
  | 'router'
  | 'tap'
  | 'vlan'
  | 'overlay'
  | 'dhcp'
  | 'security'
  | 'vm'
  | 'metadata'
  | 'floating-ip';

/** A journey that was walked with real packets, and what became of it. */
export interface WalkedTrace {
  readonly subject: Subject;
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly proto: string;
  readonly bytes: number;
  readonly outcome: 'answered' | 'delivered' | 'filtered' | 'rejected' | 'misdelivered' | 'lost' | 'unknown';
  readonly hops: readonly TraceHop[];
  readonly gap: { readonly after: string | undefined; readonly before: string | undefined } | undefined;
  /** Of one that failed: what stopped it, or all that is known of the place where it was lost. */
  readonly cause: TraceCause | undefined;
  /** The first of those with this cause: the one whose finding tells of it. */
  readonly isFirst: boolean;
  readonly reason: string | undefined;
  /** Of the first that asked by ARP for a router's address: who else answers for it. */
  readonly rivals: Rivals | undefined;
}

/** Devices that answer ARP for an address of a router besides the router's own. */
export interface Rivals {
  readonly address: string;
  /** The router's device, and its namespace. */
  readonly device: string;
  readonly namespace: string;
  readonly mac: string;
  readonly others: readonly string[];
  /** What saw them. */
  readonly capture: readonly string[];
  /** Those of this host that answer without having the address. */
  readonly proxies?: readonly ArpProxy[];
}

/** A device that answers ARP for others, as settings make it. */
export interface ArpProxy {
  readonly namespace: string | undefined;
  readonly device: string;
  /** As `sysctl` takes them. */
  readonly settings: readonly string[];
  /** What read them. */
  readonly evidence: readonly string[];
}

export interface TraceHop {
  readonly device: string;
  readonly where: string;
  readonly direction: 'in' | 'out';
  readonly verdict: 'seen' | 'lost' | 'not-watched';
  readonly text: string;
}

export interface TraceCause {
  /** The same for all traces that are lost in the same place by the same thing, or that the same fix mends. */
  readonly key: string;
  readonly layer: CauseLayer;
  readonly blocker: string | undefined;
  /** It may pass within seconds by itself. */
  readonly isTransient: boolean;
  /** It may be meant to be so. */
  readonly isDoubtful?: true;
  /** What other probes may name as well. */
  readonly thing: string | undefined;
  /** Whose work was undone: its restart does it again. */
  readonly owner: ServiceRole | undefined;
  /** What stands at the gap: findings about it explain the loss. */
  readonly subject: Subject;
  /** Whose journeys it stops: what other probes lost of them follows from it. */
  readonly affects: readonly Subject[];
  readonly summary: string;
  readonly evidence: readonly {
    readonly command: readonly string[];
    readonly where: string;
    readonly output: string;
    readonly isSeen?: true;
  }[];
  readonly fix: {
    readonly summary: string;
    readonly risk: 'safe' | 'disruptive';
    readonly commands: readonly (readonly string[])[];
    readonly undo: readonly (readonly string[])[];
    readonly permanent: string;
  } | null;
}

/** What was left out, so that a host of any size can be walked. */
export interface NotWalked {
  /** VMs to which nothing was sent, and journeys of the others. */
  readonly vms: number;
  readonly journeys: number;
}

/** How much of a host no journey was walked for. */
export const notWalked = defineObserved({
  name: 'notWalked',
  source: 'wire',
  facts: [],
  needs: [],
  unobserved: { vms: 0, journeys: 0 } satisfies NotWalked as NotWalked,
});

/** The journeys of this host, walked; nothing where no packet may be sent. */
export const traces = defineObserved({
  name: 'traces',
  source: 'wire',
  facts: ['hostStack', 'hostTables', 'services'],
  needs: [
    ...[daemons, routers, ports, vmPorts, dhcpServers],
    ...[externalBridges, floatingIps, metadataPoints, metadataServices],
  ],
  unobserved: known([]) as Known<readonly WalkedTrace[]>,
});
