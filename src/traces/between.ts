import { UserError } from '../errors.ts';
import type { GuestEnd, RouterEnd } from './ends.ts';
import type { Journey, Proto } from './journey.ts';
import { type Draft, isAdmitted, journeysFor } from './journeys.ts';

/** What a user may call an end of a journey: `host`, `metadata`, `dhcp`, a VM, a router, a floating IP, another address. */
export type Place =
  | { readonly kind: 'host' | 'metadata' | 'dhcp' }
  | { readonly kind: 'guest'; readonly guest: GuestEnd }
  | { readonly kind: 'router'; readonly router: RouterEnd }
  | { readonly kind: 'address'; readonly address: string };

const ipv4 = /^\d+\.\d+\.\d+\.\d+$/;

/** Both places; an address that several tenants use means the VM that belongs to the other place. */
export function placesOf(from: string, to: string, guests: readonly GuestEnd[]): readonly [Place, Place] {
  /** Those that have to do with the other place. */
  const related = (guest: GuestEnd, other: string): boolean => {
    if (other === 'host') return guest.fromHost !== undefined;
    const { id, namespace } = guest.router;
    if (namespace === other || (uuidPart.test(other) && id.startsWith(other))) return true;
    return guests.some((one) => one !== guest && one.network === guest.network && isNamed(one, other));
  };
  const pick = (wanted: string, other: string): Place => {
    const near = guests.filter((guest) => isNamed(guest, wanted.toLowerCase()) && related(guest, other.toLowerCase()));
    return near.length === 1 && near[0] !== undefined ? { kind: 'guest', guest: near[0] } : placeOf(wanted, guests);
  };
  return [pick(from, to), pick(to, from)];
}

/** The place that a user means; a VM by its address, MAC, device or port UUID, a router by its UUID. */
function placeOf(wanted: string, guests: readonly GuestEnd[]): Place {
  const word = wanted.toLowerCase();
  if (word === 'host' || word === 'metadata' || word === 'dhcp') return { kind: word };
  const found = guests.filter((guest) => isNamed(guest, word));
  const [guest, ...others] = found;
  if (guest !== undefined && others.length === 0) return { kind: 'guest', guest };
  if (guest !== undefined) {
    throw new UserError(`${wanted} is ambiguous: ${found.length} VMs match.`, {
      hint: `Choose one of: ${found.map(({ subject, stop }) => `${subject.name} (${stop.mac}, ${stop.address})`).join('; ')}`,
    });
  }
  const routers = [...new Map(guests.map(({ router }) => [router.id, router])).values()];
  const matching = routers.filter(
    ({ id, namespace }) => namespace === word || (uuidPart.test(word) && id.startsWith(word)),
  );
  const [router, ...more] = matching;
  if (router !== undefined && more.length === 0) return { kind: 'router', router };
  if (ipv4.test(word)) return { kind: 'address', address: word };
  throw new UserError(`No VM, router or address '${wanted}' on this host.`, {
    hint: knownPlaces([
      ...guests.map(({ subject, stop }) => `${stop.address} (${subject.name})`),
      ...routers.map(({ namespace }) => namespace),
    ]),
  });
}

const mostListed = 5;

/** Some that can be named; a host may have a thousand. */
function knownPlaces(names: readonly string[]): string {
  const more = names.length > mostListed ? [`${names.length - mostListed} more`] : [];
  const listed = ['host', 'metadata', 'dhcp', ...names.slice(0, mostListed), ...more];
  return `Known: ${new Intl.ListFormat('en-GB').format(listed)}.`;
}

const uuidPart = /^[0-9a-f][0-9a-f-]*$/;

function isNamed({ stop, subject }: GuestEnd, word: string): boolean {
  const devices = [stop.tap, stop.hybrid?.qvo, stop.hybrid?.qvb, stop.hybrid?.qbr, stop.name];
  return (
    stop.address === word ||
    stop.mac === word ||
    devices.includes(word) ||
    (uuidPart.test(word) && word.length > 3 && subject.id.startsWith(word))
  );
}

const dhcpAddressOf = (crossings: Draft['crossings']): string | undefined => {
  const last = crossings.at(-1)?.to;
  return last?.kind === 'stack' && last.namespace?.startsWith('qdhcp-') === true ? last.address : undefined;
};

/** The journey between two places; a `UserError` where nothing on this host can send such a packet. */
export function journeyBetween(from: Place, to: Place, proto: Proto, guests: readonly GuestEnd[]): Journey {
  const drafts = draftsBetween(from, to, proto, guests);
  const draft = drafts.find((one) => one.proto.name === proto.name && !one.isFullSize) ?? drafts[0];
  if (draft === undefined) {
    throw new UserError('No packet can be sent this way from this host.', {
      hint: 'Packets can be sent from the host, from routers on this host, and in the name of VMs on this host.',
    });
  }
  const sent = { ...draft, proto };
  return { ...sent, id: 'T1', number: 1, nonce: 0, isAdmitted: isAdmitted(sent, guests) };
}

function draftsBetween(from: Place, to: Place, proto: Proto, guests: readonly GuestEnd[]): readonly Draft[] {
  const target = from.kind === 'guest' ? from.guest : to.kind === 'guest' ? to.guest : undefined;
  const candidates = target === undefined ? guests : [target];
  const peers = from.kind === 'guest' && to.kind === 'guest' ? [from.guest, to.guest] : guests;
  return candidates
    .flatMap((guest) => journeysFor(guest, peers, to.kind === 'address' ? [to.address] : []))
    .filter(
      (draft) =>
        isFrom(draft, from) && isTo(draft, to, proto) && (proto.name !== 'arp') === (draft.proto.name !== 'arp'),
    );
}

function isFrom({ from, sender }: Draft, place: Place): boolean {
  switch (place.kind) {
    case 'host':
      return from === 'host';
    case 'guest':
      return sender.by === 'switch' && sender.srcMac === place.guest.stop.mac;
    case 'router':
      return from === place.router.namespace;
    default:
      return false;
  }
}

function isTo({ to, destination, crossings }: Draft, place: Place, proto: Proto): boolean {
  switch (place.kind) {
    case 'metadata':
      return to === 'metadata';
    case 'dhcp':
      // Who has no address yet asks all; who has one asks the server.
      if (proto.name === 'dhcp') return to === 'DHCP';
      return destination === dhcpAddressOf(crossings);
    case 'guest': {
      const last = crossings.at(-1)?.to;
      return last?.kind === 'guest' && last.tap === place.guest.stop.tap && destination === place.guest.stop.address;
    }
    case 'router': {
      const last = crossings.at(-1)?.to;
      return last?.kind === 'stack' && last.namespace === place.router.namespace;
    }
    case 'address':
      return destination === place.address;
    default: {
      const last = crossings.at(-1)?.to;
      return last?.kind === 'stack' && last.namespace === undefined;
    }
  }
}
