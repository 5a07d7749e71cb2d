import { dnsPort, udpProbe } from '../packets/udp-probe.ts';
import { metadataAddress } from '../topology/metadata.ts';
import type { NotWalked } from '../topology/traces.ts';
import { type GuestEnd, type HostSide, resolverBeyond, type StackStop } from './ends.ts';
import type { Crossing, Journey, Proto, Sender, Stop } from './journey.ts';

const smallBytes = 84;
const usualMtu = 1500;
export const sshPort = 22;
export const metadataPort = 80;

/** So many guests of a network are walked to, unless they were asked for. */
const guestsPerNetwork = 2;
/** What a host of hundreds of networks can bear. */
const mostJourneys = 240;

/** The journeys to walk, the most telling first, and what was left out. */
export interface Plan {
  readonly journeys: readonly Journey[];
  readonly notWalked: NotWalked;
}

export type Draft = Omit<Journey, 'id' | 'number' | 'nonce' | 'isAdmitted'>;

/** What users of a host expect to work, as a bounded list. */
export function planJourneys(guests: readonly GuestEnd[], nonce: number): Plan {
  const chosen = chooseGuests(guests);
  // All guests' first ones before anybody's second: what is left out then is of the same kind everywhere.
  const byGuest = chosen.map((guest) => journeysOf(guest, chosen));
  const most = Math.max(0, ...byGuest.map(({ length }) => length));
  const byTurns = Array.from({ length: most }, (_, at) => byGuest.flatMap((list) => list[at] ?? [])).flat();
  // A recording tells a journey by its number: what was added since comes last, and is not in it.
  const all = [
    ...byTurns,
    ...chosen.filter((guest) => !asksFirst(guest, guests)).flatMap(toDhcp),
    ...chosen.flatMap(toOutsideAtFullSize),
    ...chosen.filter((guest) => guest.dhcp?.isResolver === true && asksFirst(guest, guests)).flatMap(toResolver),
  ];
  // What a router or the host asks its neighbours is the same for all guests behind it.
  const keys = all.map(keyOf);
  const drafts = all.filter((draft, index) => keys.indexOf(keyOf(draft)) === index);
  const journeys = drafts.slice(0, mostJourneys).map(
    (draft, index): Journey => ({
      ...draft,
      id: `T${index + 1}`,
      number: index + 1,
      nonce,
      isAdmitted: isAdmitted(draft, guests),
    }),
  );
  const notWalked = { vms: guests.length - chosen.length, journeys: drafts.length - journeys.length };
  return { journeys, notWalked };
}

/** What a guest sends by a protocol, where that is among what guests are known to need. */
export function journeyOfGuest(guest: GuestEnd, proto: Proto['name'], number: number): Journey | undefined {
  const draft = [...toDhcp(guest), ...toMetadata(guest), ...toResolverBeyond(guest)].find(
    (one) => one.proto.name === proto,
  );
  return draft && { ...draft, id: `T${number}`, number, nonce: 0, isAdmitted: undefined };
}

const keyOf = ({ proto, bytes, source, destination, sender, from }: Draft): string =>
  JSON.stringify([proto, bytes, source, destination, sender, from]);

/** Whether the security group at its end lets it in. */
export function isAdmitted({ crossings, source, proto }: Draft, guests: readonly GuestEnd[]): boolean | undefined {
  const [first, last] = [crossings[0], crossings.at(-1)];
  const end = last?.to;
  const guest = end?.kind === 'guest' ? guests.find(({ stop }) => stop.tap === end.tap) : undefined;
  return guest?.admits({ source: source ?? first?.from.address, destination: guest.stop.address, proto });
}

function chooseGuests(guests: readonly GuestEnd[]): readonly GuestEnd[] {
  const counts = new Map<string, number>();
  return guests.filter(({ network, isWanted }) => {
    const count = counts.get(network) ?? 0;
    counts.set(network, count + 1);
    return isWanted || count < guestsPerNetwork;
  });
}

/** All of a guest, with further addresses outside that it may send to. */
export const journeysFor = (
  guest: GuestEnd,
  guests: readonly GuestEnd[],
  outside: readonly string[],
): readonly Draft[] => [
  ...journeysOf(guest, guests),
  ...toDhcpPort(guest),
  ...outside.flatMap((address) => toAddress(guest, address)),
];

function journeysOf(guest: GuestEnd, guests: readonly GuestEnd[]): readonly Draft[] {
  const { stop, gateway, router, fromHost, mtu } = guest;
  const fromRouter = { ...common(guest), ...byStack(gateway.stop.namespace, router.namespace) };
  const toGuest: Crossing = { from: gateway.stop, to: stop, isInjected: false };
  const peer = guests.find(({ network, stop: other }) => network === guest.network && other.address !== stop.address);
  return [
    { ...fromRouter, to: stop.address, destination: stop.address, source: gateway.stop.address, crossings: [toGuest] },
    ...toGatewayByArp(guest),
    ...byArp(guest, router.namespace, gateway.stop, stop),
    ...toNextHopByArp(guest),
    ...toOutside(guest),
    ...(fromHost === undefined
      ? []
      : [...toRouterByArp(guest, fromHost, router.outer?.stop), ...fromHostTo(guest, fromHost, stop.address)]),
    ...guest.floatingIps.flatMap(({ address, from }) => [
      ...toRouterByArp(guest, from, router.outer && { ...router.outer.stop, address }),
      ...fromHostTo(guest, from, address),
    ]),
    ...toMetadata(guest),
    ...(asksFirst(guest, guests) ? toDhcp(guest) : []),
    {
      ...fromRouter,
      ...fullSize(mtu),
      to: stop.address,
      destination: stop.address,
      source: gateway.stop.address,
      crossings: [toGuest],
    },
    ...(peer === undefined ? [] : toPeer(guest, peer)),
    ...fromGuest(guest, gateway.stop.address, [gateway.stop]),
  ];
}

const common = ({ subject, router }: GuestEnd) => ({
  // The router's outer port is on the path of all but what stays inside, and a fault there concerns all.
  subject: {
    ...subject,
    path: [...(subject.path ?? []), ...(router.outer === undefined ? [] : [router.outer.portKey])],
  },
  proto: { name: 'icmp' } as const,
  bytes: smallBytes,
  isFullSize: false,
});

const fullSize = (mtu: number) => ({ bytes: mtu, isFullSize: true });

const byStack = (namespace: string | undefined, from: string): { readonly from: string; readonly sender: Sender } => ({
  from,
  sender: { by: 'stack', namespace },
});

/** What a guest would send is put into the switch at its port, and crosses it to the first of these stops. */
function fromGuest(
  guest: GuestEnd,
  destination: string,
  [first, ...rest]: readonly [Stop & { readonly mac?: string | undefined }, ...Crossing[]],
): Draft[] {
  const { stop } = guest;
  if (stop.end === undefined || first.mac === undefined) return [];
  return [
    {
      ...common(guest),
      from: stop.address,
      to: destination,
      source: stop.address,
      destination,
      sender: { by: 'switch', at: stop.end, srcMac: stop.mac, dstMac: first.mac },
      crossings: [{ from: stop, to: first, isInjected: true }, ...rest],
    },
  ];
}

const toOutside = (guest: GuestEnd): Draft[] => {
  const { nextHop, beyond } = guest.router;
  return nextHop === undefined ? [] : [nextHop.address, ...beyond].flatMap((address) => toAddress(guest, address));
};

/** What all of the way may carry: beyond a smaller MTU of the external network, a router says so, and guests send less. */
const toOutsideAtFullSize = (guest: GuestEnd): Draft[] => {
  const { nextHop, outer } = guest.router;
  if (nextHop === undefined || outer === undefined) return [];
  const most = fullSize(Math.min(guest.mtu, outer.mtu));
  return toAddress(guest, nextHop.address).map((draft) => ({ ...draft, ...most }));
};

/** By its router to whatever is beyond. */
function toAddress(guest: GuestEnd, address: string): Draft[] {
  const { router, gateway } = guest;
  const { outer, nextHop } = router;
  if (outer === undefined || nextHop === undefined) return [];
  return fromGuest(guest, address, [gateway.stop, { from: outer.stop, to: nextHop, isInjected: false }]);
}

const arpBytes = 28;
/** A DISCOVER of the least size that servers take. */
const dhcpBytes = 328;

/** Who has a neighbour in its memory does not ask for it: whether it would be answered, only a request can tell. */
const toGatewayByArp = (guest: GuestEnd): Draft[] =>
  fromGuest(guest, guest.gateway.stop.address, [guest.gateway.stop]).map((draft) => ({
    ...draft,
    proto: { name: 'arp' },
    bytes: arpBytes,
  }));

/** What a router asks its next hop, which it may have in its memory, too. */
function toNextHopByArp(guest: GuestEnd): Draft[] {
  const { outer, nextHop, namespace } = guest.router;
  return outer === undefined || nextHop === undefined ? [] : byArp(guest, namespace, outer.stop, nextHop);
}

const toRouterByArp = (guest: GuestEnd, { stop }: HostSide, router: StackStop | undefined): Draft[] =>
  router === undefined ? [] : byArp(guest, 'host', stop, router);

/** A request of a stack to its neighbour, put into the switch at the stack's port. */
function byArp(guest: GuestEnd, name: string, from: StackStop, to: Stop): Draft[] {
  if (from.end === undefined || from.mac === undefined) return [];
  return [
    {
      ...common(guest),
      proto: { name: 'arp' },
      bytes: arpBytes,
      from: name,
      to: to.address,
      source: from.address,
      destination: to.address,
      sender: { by: 'switch', at: from.end, srcMac: from.mac, dstMac: 'ff:ff:ff:ff:ff:ff' },
      crossings: [{ from, to, isInjected: true }],
    },
  ];
}

function toMetadata(guest: GuestEnd): Draft[] {
  if (guest.router.metadata === undefined) return [];
  return fromGuest(guest, metadataAddress, [guest.gateway.stop]).map((draft) => ({
    ...draft,
    to: 'metadata',
    proto: { name: 'tcp', port: metadataPort },
  }));
}

/** Whether a guest asks for a lease before others of its network do. */
const asksFirst = (guest: GuestEnd, guests: readonly GuestEnd[]): boolean =>
  guests.find(({ network }) => network === guest.network) === guest || guest.isWanted;

/** Its path has no router, and its answer ends at the guest. */
const toDhcp = (guest: GuestEnd): Draft[] => {
  const { dhcp } = guest;
  return dhcp === undefined
    ? []
    : fromGuest(guest, '255.255.255.255', [dhcp.stop]).map((draft) => ({
        ...draft,
        subject: { ...guest.subject, routers: [], path: [dhcp.portKey] },
        to: 'DHCP',
        proto: { name: 'dhcp' },
        bytes: dhcpBytes,
      }));
};

/** The DHCP server by its address, over which no router stands either. */
const toDhcpPort = (guest: GuestEnd): Draft[] => {
  const { dhcp } = guest;
  return dhcp === undefined
    ? []
    : fromGuest(guest, dhcp.stop.address, [dhcp.stop]).map((draft) => ({
        ...draft,
        subject: { ...guest.subject, routers: [], path: [dhcp.portKey] },
      }));
};

const toResolver = (guest: GuestEnd): Draft[] =>
  toDhcpPort(guest).map((draft) => ({
    ...draft,
    proto: { name: 'udp', port: dnsPort },
    bytes: questionBytes,
  }));

/** IPv4, UDP and what is asked. */
const questionBytes = 28 + udpProbe(dnsPort, { journey: 0, round: 0 }, 0).length;

/** What nobody sends: the server is somebody else's. */
function toResolverBeyond(guest: GuestEnd): Draft[] {
  const resolver = resolverBeyond(guest);
  if (resolver === undefined) return [];
  const proto = { name: 'udp', port: dnsPort } as const;
  return toAddress(guest, resolver).map((draft) => ({ ...draft, proto, bytes: questionBytes }));
}

const toPeer = (guest: GuestEnd, peer: GuestEnd): Draft[] =>
  fromGuest(guest, peer.stop.address, [peer.stop]).map((draft) => ({
    ...draft,
    // Without a router, and with the other's port.
    subject: { ...guest.subject, routers: [], path: [peer.subject.portKey ?? ''] },
  }));

/** To a guest's own address or a floating IP: small, as a connection, and as large as its network carries. */
function fromHostTo(guest: GuestEnd, host: HostSide, address: string): Draft[] {
  const { router, gateway, stop, mtu } = guest;
  if (router.outer === undefined) return [];
  const draft: Draft = {
    ...common(guest),
    ...byStack(undefined, 'host'),
    to: address,
    source: undefined,
    destination: address,
    crossings: [
      // The router answers by ARP for the floating IPs that it holds.
      {
        from: host.stop,
        to: { ...router.outer.stop, ...(address === stop.address ? {} : { address }) },
        isInjected: false,
      },
      { from: gateway.stop, to: stop, isInjected: false },
    ],
  };
  return [
    draft,
    { ...draft, proto: { name: 'tcp', port: sshPort } },
    // Its own device need not carry more than is usual, but no less than what is behind it.
    { ...draft, ...fullSize(Math.min(mtu, router.outer.mtu, Math.max(host.mtu, usualMtu))) },
  ];
}
