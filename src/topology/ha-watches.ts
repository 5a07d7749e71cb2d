import { type Known, known, valuesOf } from '../facts/known.ts';
import type { Advertisement } from '../packets/vrrp.ts';
import { addressesOn, type Ipv4Address } from './addresses.ts';
import { daemons } from './daemons.ts';
import { defineObserved, type ValuesOf } from './define-section.ts';
import { type HaRouter, haRouters } from './ha-routers.ts';
import { type DhcpServer, dhcpServers } from './networks.ts';
import type { Port } from './ports.ts';
import type { RouterLeg } from './routers.ts';
import type { Subject } from './subject.ts';

/** An HA router as the wire shows it: who announces itself as active, and whether anyone serves. */
export interface HaWatch {
  readonly subject: Subject;
  readonly ha: HaRouter;
  /** What was announced on its HA port, its own announcements among it, in the order in which it was captured. */
  readonly advertisements: Known<readonly Advertisement[]>;
  /** Only of an instance that stands by: the gateway that others of its network were asked for in the name of. */
  readonly asked: AskedGateway | undefined;
}

export interface AskedGateway {
  readonly address: string;
  /** The namespace of the DHCP server in whose name was asked. */
  readonly server: string;
  /** Its device, where the answer would come. */
  readonly device: string;
  readonly isAnswered: Known<boolean>;
  /** How long nobody answered, in seconds. */
  readonly seconds: number;
}

const whereToLook = [daemons, haRouters, dhcpServers] as const;

/** What tells where to listen, and whom to ask for. */
export type HaSources = ValuesOf<typeof whereToLook>;

export const haWatches = defineObserved({
  name: 'haWatches',
  source: 'wire',
  facts: [],
  needs: whereToLook,
  unobserved: known<readonly HaWatch[]>([]),
});

/** A DHCP server beside a router that stands by, and the gateway's address that it gives to its clients. */
export interface GatewayQuestion {
  readonly server: DhcpServer;
  readonly port: Port;
  readonly device: string;
  readonly mac: string;
  readonly own: Ipv4Address;
  readonly gateway: string;
}

/** For a router that stands by: in whose name its gateway can be asked for, as it has no address of its own here. */
export function questionFor({ router }: HaRouter, { dhcpServers: servers }: HaSources): GatewayQuestion | undefined {
  const questions = router.legs.flatMap((leg) => valuesOf(servers).flatMap((server) => questionOf(leg, server) ?? []));
  return questions[0];
}

function questionOf(leg: RouterLeg, server: DhcpServer): GatewayQuestion | undefined {
  const network = leg.port.known ? leg.port.value?.network?.id : undefined;
  if (leg.role !== 'router-interface' || leg.expected === undefined || network !== server.networkId) return undefined;
  const port = server.port.known ? server.port.value : undefined;
  const device = server.interface.known ? server.interface.value : undefined;
  const [own] = addressesOn(device);
  const canAsk = (port?.interface?.ofport ?? -1) > 0 && device?.isUp !== false;
  if (port === undefined || device?.mac === undefined || own === undefined || !canAsk) return undefined;
  return { server, port, device: device.name, mac: device.mac, own, gateway: leg.expected.address };
}
/** So many turns of two speakers are no change of nodes, after which only one goes on. */
const turnsOfTwo = 4;

/** The last announcement of another node that goes on though this one announces the same router, too. */
export function rivalOf(ha: HaRouter, heard: readonly Advertisement[]): Advertisement | undefined {
  const isOwn = isFromHere(ha);
  const ids = new Set(heard.filter(isOwn).map(({ virtualRouterId }) => virtualRouterId));
  const ofRouter = heard.filter(({ virtualRouterId }) => ids.has(virtualRouterId));
  const turns = ofRouter.filter((each, index) => index === 0 || each.source !== ofRouter[index - 1]?.source);
  return turns.length < turnsOfTwo ? undefined : turns.findLast((each) => !isOwn(each));
}

/** Whether another node announces a router that this one announces: other routers of a tenant share the network. */
export function isContested(ha: HaRouter, heard: readonly Advertisement[]): boolean {
  const isOwn = isFromHere(ha);
  return heard.some(
    (other) => !isOwn(other) && heard.some((own) => isOwn(own) && own.virtualRouterId === other.virtualRouterId),
  );
}

function isFromHere({ device }: HaRouter): (announced: Advertisement) => boolean {
  const own = new Set(addressesOn(device.known ? device.value : undefined).map(({ address }) => address));
  return ({ source }) => own.has(source);
}
