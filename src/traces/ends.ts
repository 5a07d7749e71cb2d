import { isInRange } from '../topology/addresses.ts';
import type { Subject } from '../topology/subject.ts';
import type { Stop } from './journey.ts';
import type { MetadataProxyEnd } from './metadata-socket.ts';
import type { Asked } from './security-group.ts';

/*
 * The ends of journeys: all that they need to know of a host. It is made from the topology in one file, `find-ends.ts`, so
 * that nothing else here has to follow when the topology changes.
 */

export type StackStop = Extract<Stop, { kind: 'stack' }>;
export type GuestStop = Extract<Stop, { kind: 'guest' }>;
export type OutsideStop = Extract<Stop, { kind: 'outside' }>;

/** One of a router's ports, as a place where packets come and go. */
export interface RouterSide {
  readonly stop: StackStop;
  readonly portKey: string;
  /** The range of its address. */
  readonly range: string;
  readonly mtu: number;
}

export interface RouterEnd {
  readonly id: string;
  readonly namespace: string;
  readonly outer: RouterSide | undefined;
  /** Where its default route leads, on `outer`. */
  readonly nextHop: StackStop | OutsideStop | undefined;
  /** Addresses that are behind the next hop, where that is this host: one more step than the next hop itself. */
  readonly beyond: readonly string[];
  /** What answers its guests' requests for metadata. */
  readonly metadata: MetadataProxyEnd | undefined;
}

/** A DHCP port, and the server at it: its process, and the folder of its files. */
export interface DhcpEnd {
  readonly stop: StackStop;
  readonly portKey: string;
  readonly pid: number;
  readonly folder: string;
  /** The guest is told to ask it for names. */
  readonly isResolver: boolean;
  /** Whom else it is told to ask. */
  readonly resolvers: readonly string[];
}

export interface GuestEnd {
  /** Its port; the keys of its router's ports are on its path. */
  readonly subject: Subject;
  readonly network: string;
  readonly stop: GuestStop;
  /** The router that is its gateway, and by which port. */
  readonly router: RouterEnd;
  readonly gateway: RouterSide;
  /** The largest packet that its network carries, as guests are told. */
  readonly mtu: number;
  /** This host has a route to it that leads to its router. */
  readonly fromHost: HostSide | undefined;
  /** What serves its network with addresses, on this host. */
  readonly dhcp: DhcpEnd | undefined;
  /** Translated to it by its router, and the host can reach them. */
  readonly floatingIps: readonly { readonly address: string; readonly from: HostSide }[];
  /** Whether its security group lets a packet in; undefined where that can't be said. */
  admits(asked: Asked): boolean | undefined;
  /** It was asked for by name. */
  readonly isWanted: boolean;
}

/** The host itself, as a neighbour of routers. */
export interface HostSide {
  readonly stop: StackStop;
  readonly mtu: number;
}

/** A DNS server that the guest is told to ask, where its questions go through its router. */
export const resolverBeyond = ({ dhcp, gateway }: GuestEnd): string | undefined =>
  dhcp?.resolvers.find((address) => !isInRange(address, gateway.range));
