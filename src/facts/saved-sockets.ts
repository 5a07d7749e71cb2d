import type { Host } from '../host/host.ts';
import { firstOf } from './alternatives.ts';
import type { Dnsmasq } from './dnsmasq.ts';
import { type Known, known, mapKnown } from './known.ts';
import type { Process } from './processes.ts';
import { type ListeningSocket, parseSockets, type SocketList } from './text/sockets.ts';

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

/** A list of both protocols has the name of either among its own (saved-names.ts). */
export const readSavedSockets = (host: Host, namespaces: readonly string[]): Promise<SavedSockets> =>
  Promise.all(
    [undefined, ...namespaces].map(async (namespace): Promise<Place> => {
      const listOf = (letters: string) =>
        firstOf(
          host,
          namespace,
          [
            [['netstat', letters], parseSockets],
            [['ss', letters], parseSockets],
          ],
          'no list of sockets is saved',
        );
      return { namespace, sockets: { udp: await listOf('-lunp'), tcp: await listOf('-ltnp') } };
    }),
  );

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
    if (!list.known) return list;
    entries.push([
      process.pid,
      list.value.sockets.filter((socket) => socket.protocol === protocol).map(({ port }) => port),
    ]);
  }
  // Of a process that is in none of the lists, one that is missing may tell.
  const missing = places.map(({ sockets }) => sockets[protocol]).find((list) => !list.known);
  return entries.length < processes.length && missing?.known === false ? missing : known(new Map(entries));
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
    const isCut = (wanted: number) => cut.some(({ pid }) => pid === wanted);
    return new Map(
      [...ports]
        .map(([pid, own]) => [pid, own.filter((port) => port === dhcpPort).length] as const)
        .filter(([pid, count]) => count > 0 || !isCut(pid)),
    );
  });
