import { alternatives } from './alternatives.ts';
import type { Dnsmasq } from './dnsmasq.ts';
import { defineFactOfEach, defineFallback } from './fact.ts';
import { type Known, known, mapKnown, unknown } from './known.ts';
import { allNamespaces, namesOf, namespaceList, namespaces } from './namespaces.ts';
import { type Process, processTable } from './processes.ts';
import { type ListeningSocket, parseSockets, type SocketList } from './text/sockets.ts';
import { within } from './within.ts';
import { constant, joined } from './word-list.ts';

/*
 * Saved lists of listening sockets, one of each namespace and with the processes they belong to, tell what /proc does on
 * the host itself: in which namespace a process is, and on what ports anything listens there.
 */

type Protocol = ListeningSocket['protocol'];

/** What listens in one namespace, or on the host itself. */
interface Place {
  readonly namespace: string | undefined;
  readonly sockets: Readonly<Record<Protocol, Known<SocketList>>>;
}

export type SavedSockets = readonly Place[];

type Sockets = Place['sockets'];

const notSaved = unknown('no list of sockets is saved');
const onTheHost = '';

/** Of the host and of each namespace. A list of both protocols has the name of either among its own (saved-names.ts). */
export const savedSockets = defineFactOfEach({
  id: 'savedSockets',
  about: 'saved lists of sockets',
  needs: { namespaceList, namespaces, processTable },
  isForSaved: true,
  each: joined(constant([onTheHost]), allNamespaces),
  wordName: 'NAMESPACE',
  isWanted: (name, { namespaces: all, processTable: { table } }) =>
    table.kind === 'not-recorded' && (name === onTheHost || namesOf(all).includes(name)),
  read: (): Sockets => ({ udp: notSaved, tcp: notSaved }),
  fallbacks: [
    defineFallback({
      isForSaved: true,
      reason: ({ udp }: Sockets) => (udp.known ? undefined : udp.reason),
      ask: (name) => ({ udp: listsOf(name, '-lunp'), tcp: listsOf(name, '-ltnp') }),
      read: (sockets) => sockets,
    }),
  ],
  join: (all): SavedSockets =>
    [...all].map(([name, sockets]) => ({ namespace: name === onTheHost ? undefined : name, sockets })),
});

function listsOf(name: string, letters: string) {
  const namespace = name === onTheHost ? undefined : name;
  return alternatives(
    [within(namespace, 'netstat', letters), parseSockets],
    [within(namespace, 'ss', letters), parseSockets],
  );
}

/** Where a process is, as far as it has a socket in a list. */
function placeOf({ pid }: Process, places: SavedSockets): Place | undefined {
  const isOwn = (fact: Known<SocketList>) =>
    fact.known && fact.value.sockets.some(({ pids }) => pids?.includes(pid) === true);
  return places.find(({ sockets }) => isOwn(sockets.udp) || isOwn(sockets.tcp));
}

/** The processes, each with the namespace in which it listens. */
export const placed = (processes: readonly Process[], places: SavedSockets): readonly Process[] =>
  processes.map((process) => {
    const place = placeOf(process, places);
    if (place === undefined) return process;
    const { namespace } = place;
    return { ...process, whereabouts: namespace === undefined ? { in: 'host' } : { in: 'namespace', name: namespace } };
  });

/** A process that has a socket in a list, and is in no list of processes. */
export function strangerIn(processes: readonly Process[], places: SavedSockets): number | undefined {
  const known = new Set(processes.map(({ pid }) => pid));
  return places
    .flatMap(({ sockets }) => [sockets.udp, sockets.tcp])
    .flatMap((list) => (list.known ? list.value.sockets.flatMap(({ pids }) => pids ?? []) : []))
    .find((pid) => !known.has(pid));
}

/** By the pid of each process the ports on which anything listens in its namespace. */
export function savedPorts(
  processes: readonly Process[],
  protocol: Protocol,
  places: SavedSockets,
): Known<ReadonlyMap<number, readonly number[]>> {
  const entries: (readonly [number, readonly number[]])[] = [];
  for (const process of processes) {
    const list = placeOf(process, places)?.sockets[protocol];
    if (list === undefined) continue;
    if (!list.known) return unknown(list.reason);
    entries.push([
      process.pid,
      list.value.sockets.filter((socket) => socket.protocol === protocol).map(({ port }) => port),
    ]);
  }
  // Of a process that is in none of the lists, one that is missing may tell.
  const missing = places.map(({ sockets }) => sockets[protocol]).find((list) => !list.known);
  return entries.length < processes.length && missing?.known === false
    ? unknown(missing.reason)
    : known(new Map(entries));
}

const dhcpPort = 67;

/** How many sockets are on the DHCP port in the namespace of each dnsmasq, by its pid; of a list that may be cut, not none. */
export const savedDhcpSockets = (
  dnsmasq: readonly Dnsmasq[],
  places: SavedSockets,
): Known<ReadonlyMap<number, number>> =>
  mapKnown(savedPorts(dnsmasq, 'udp', places), (ports) => {
    const cut = dnsmasq.filter((process) => {
      const list = placeOf(process, places)?.sockets.udp;
      return list?.known !== true || !list.value.hasAllUdp;
    });
    // One that was told to serve a range, and holds other sockets, has this one too: its line was lost.
    const serving = dnsmasq.filter(({ ranges }) => ranges.length > 0);
    const isCut = (wanted: number) => [...cut, ...serving].some(({ pid }) => pid === wanted);
    return new Map(
      [...ports]
        .map(([pid, own]) => [pid, own.filter((port) => port === dhcpPort).length] as const)
        .filter(([pid, count]) => count > 0 || !isCut(pid)),
    );
  });
