import { type Known, known, unknown, valuesOf } from '../facts/known.ts';
import { parsed } from '../facts/result.ts';
import { type Command, type Host, runOne } from '../host/host.ts';
import { type DhcpFacts, secondsOf } from '../packets/dhcp-packet.ts';
import type { DhcpSession } from '../topology/dhcp-sessions.ts';
import type { DhcpWatch, WatchPoint } from '../topology/dhcp-watches.ts';
import type { DhcpServer } from '../topology/networks.ts';
import type { VmPort } from '../topology/vm-ports.ts';
import { captureDhcp, type DhcpCapture, type Place } from './capture-dhcp.ts';

export interface Heard {
  readonly session: DhcpSession;
  /** One for each client that was heard. */
  readonly watches: readonly DhcpWatch[];
}

/** How long the answer to the last question may take. */
export const answerMs = 2000;

const notNeeded = unknown('not needed');

/** The clock of the captures. */
export const clockCommand: Command = { argv: ['date', '+%s.%N'] };

/** Listens at the DHCP port of a network and at both sides of some VMs' bridges, and sends nothing. */
export async function listenForDhcp(
  host: Host,
  server: DhcpServer,
  serverPlace: Place,
  vms: readonly { readonly vm: VmPort; readonly places: readonly Place[] }[],
  seconds: number,
): Promise<Heard> {
  const start = (place: Place): DhcpCapture => captureDhcp(host, place, seconds * 1000 + answerMs, () => true);
  // First the server's side: what is seen at a VM then can't have come to the server before it was looked at.
  const atServer = start(serverPlace);
  await atServer.started;
  const atVms = vms.map(({ vm, places }) => ({ vm, captures: places.map(start) }));
  const captures = [atServer, ...atVms.flatMap((side) => side.captures)];
  await Promise.all(captures.map(({ started }) => started));
  await host.wait(seconds * 1000);
  // Who asked in the last moment gets the time for an answer; who asks in that time is not judged any more.
  const until = await clockOf(host);
  if (captures.some(({ packets }) => isWaiting(packets))) await host.wait(answerMs);
  const serverPoint = await atServer.end();
  const pointsOf = new Map(
    await Promise.all(
      atVms.map(async ({ vm, captures: own }) => [vm, await Promise.all(own.map((capture) => capture.end()))] as const),
    ),
  );
  return {
    session: { subject: server.subject, server, seconds, packets: serverPoint.packets },
    watches: watchesOf(server, serverPoint, pointsOf, until),
  };
}

/** The host's own clock, which is that of its captures; without it, everything counts. */
async function clockOf(host: Host): Promise<number> {
  const clock = parsed(clockCommand, await runOne(host, clockCommand), Number.parseFloat);
  return clock.known && Number.isFinite(clock.value) ? clock.value : Number.POSITIVE_INFINITY;
}

/** Whether some client has asked, and was not answered since. */
function isWaiting(packets: readonly DhcpFacts[]): boolean {
  const last = new Map(packets.map(({ clientMac, op }) => [clientMac, op]));
  return [...last.values()].includes(1);
}

function watchesOf(
  server: DhcpServer,
  serverPoint: WatchPoint,
  pointsOf: ReadonlyMap<VmPort, readonly WatchPoint[]>,
  until: number,
): readonly DhcpWatch[] {
  const base = {
    subject: server.subject,
    server,
    isProbe: false,
    sent: known(true as const),
    rules: notNeeded,
    bridgeRules: notNeeded,
    trace: notNeeded,
  };
  // What could not be listened to is said to be unknown.
  if (!serverPoint.packets.known) {
    return [{ ...base, vm: undefined, clientMac: '', from: undefined, points: [serverPoint] }];
  }
  const points = [serverPoint, ...[...pointsOf.values()].flat()];
  const asking = points
    .flatMap(({ packets }) => valuesOf(packets))
    .filter((packet) => packet.op === 1 && (secondsOf(packet) ?? 0) <= until);
  const clients = new Set(asking.flatMap(({ clientMac }) => clientMac ?? []));
  return [...clients].map((clientMac) => {
    const vm = server.vmPorts.find(({ mac }) => mac === clientMac);
    const own = [serverPoint, ...((vm && pointsOf.get(vm)) ?? [])].map((point) => ofClient(point, clientMac));
    return {
      ...base,
      vm,
      clientMac,
      from: vm?.port.known === true ? vm.port.value : undefined,
      points: sinceFirstAtVm(own),
    };
  });
}

const ofClient = (point: WatchPoint, clientMac: string): WatchPoint => ({
  ...point,
  packets: mapPackets(point.packets, (packet) => packet.clientMac === clientMac),
});

/** What the server saw before the client's first packet was seen at its own side belongs to a question not looked at. */
function sinceFirstAtVm(points: readonly WatchPoint[]): readonly WatchPoint[] {
  const atVm = points.find(({ at }) => at === 'vm-side');
  const first = atVm?.packets.known === true ? atVm.packets.value.find(({ op }) => op === 1) : undefined;
  const since = first === undefined ? undefined : secondsOf(first);
  if (since === undefined) return points.filter(({ at }) => at === 'server');
  return points.map((point) => ({
    ...point,
    packets: mapPackets(point.packets, (packet) => (secondsOf(packet) ?? since) >= since),
  }));
}

const mapPackets = (
  packets: Known<readonly DhcpFacts[]>,
  isKept: (packet: DhcpFacts) => boolean,
): Known<readonly DhcpFacts[]> => (packets.known ? known(packets.value.filter(isKept)) : packets);
