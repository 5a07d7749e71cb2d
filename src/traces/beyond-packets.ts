import type { NovaMetadata } from '../facts/metadata.ts';
import type { Host } from '../host/host.ts';
import type { WalkedTrace } from '../topology/traces.ts';
import { stoppedAsking } from './arp-rules.ts';
import { unreadableFile } from './dhcp-files.ts';
import type { GuestEnd } from './ends.ts';
import type { Cause } from './gap/blocker.ts';
import { subjectOf } from './gaps.ts';
import { stoppedAtPlugs } from './guest-rules.ts';
import type { Journey, Segment } from './journey.ts';
import { journeyOfGuest } from './journeys.ts';
import { failedRequest } from './metadata-request.ts';
import { closedSocket, type MetadataProxyEnd, type ProxyConf, readProxyConf } from './metadata-socket.ts';
import { causeIn, hopLines, published } from './report-trace.ts';
import { stoppedQuestions } from './resolver-rules.ts';
import { unknownTrace } from './walk.ts';

interface Judging {
  readonly nova: NovaMetadata | undefined;
  /** Whether it is known already why a journey fails. */
  isExplained(journey: Journey): boolean;
}

/**
 * Corrects what packets showed by what no packet of ours can show: a request that is handed on to nobody, a server that
 * cannot read its files, a guest without a way back, and rules that only meet what the guest or the stack sends by itself.
 */
export async function judgeBeyondPackets(
  host: Host,
  guests: readonly GuestEnd[],
  results: Map<Journey, WalkedTrace>,
  judging: Judging,
): Promise<void> {
  await judgeProxies(host, guests, results, judging);
  await judgeServers(host, guests, results);
  judgeGuests(guests, results);
  await judgePlugs(host, guests, results, judging);
  await judgeAsking(host, results, judging);
  await judgeQuestions(host, guests, results, judging);
}

/** So many proxies are looked at: most have the same settings but for their router. */
const mostProxies = 16;

/** Whoever takes a connection for metadata has to hand the request on, too: all who do so by one socket, to one agent. */
async function judgeProxies(
  host: Host,
  guests: readonly GuestEnd[],
  results: Map<Journey, WalkedTrace>,
  { nova, isExplained }: Judging,
): Promise<void> {
  const proxies = new Map(guests.flatMap(({ router }) => (router.metadata ? [[router.id, router.metadata]] : [])));
  const known = new Map<string, Cause | undefined>();
  const views: ProxyView[] = [];
  for (const [router, proxy] of [...proxies].slice(0, mostProxies)) {
    const own = guests.filter((guest) => guest.router.id === router);
    const answered = [...results].filter(
      ([journey, { outcome }]) =>
        journey.to === 'metadata' && outcome === 'answered' && own.some((guest) => isSentBy(journey, guest)),
    );
    const [guest] = own;
    const conf = answered.length === 0 ? undefined : await readProxyConf(host, proxy.conf);
    if (guest === undefined || conf === undefined) continue;
    // An agent or a nova that is known to be dead needs no request.
    const isOpen = answered.some(([journey]) => !isExplained(journey));
    views.push({ proxy, conf, guest, answered, isOpen, key: JSON.stringify([conf, isOpen]) });
  }
  for (const { proxy, conf, guest, answered, isOpen, key } of views) {
    // All that have the same settings have them from one agent, which is restarted once.
    const restart = lastOfEach(views.flatMap((view) => (view.key === key ? view.proxy.restart : [])));
    const fault = known.has(key)
      ? known.get(key)
      : ((await closedSocket(host, proxy, conf)) ??
        (isOpen ? await failedRequest(host, { ...proxy, restart }, conf, guest.stop.address, nova) : undefined));
    known.set(key, fault);
    if (fault === undefined) continue;
    for (const [journey, trace] of answered) {
      const gap = { after: 'the metadata proxy', before: undefined };
      const cause = causeIn(fault, 'metadata', journey.subject, journey);
      results.set(journey, { ...trace, outcome: 'lost', gap, cause });
    }
  }
}

/** A proxy of which some guest's connections were taken. */
interface ProxyView {
  readonly proxy: MetadataProxyEnd;
  readonly conf: ProxyConf;
  readonly guest: GuestEnd;
  readonly answered: readonly (readonly [Journey, WalkedTrace])[];
  /** A request of it may show what is wrong. */
  readonly isOpen: boolean;
  readonly key: string;
}

/** Commands once each, where they stand last. */
const lastOfEach = (commands: MetadataProxyEnd['restart']): MetadataProxyEnd['restart'] =>
  [...new Map(commands.toReversed().map((command) => [command.join(' '), command])).values()].toReversed();

/** What came to a DHCP server that says nothing: it may not know the guest. */
async function judgeServers(
  host: Host,
  guests: readonly GuestEnd[],
  results: Map<Journey, WalkedTrace>,
): Promise<void> {
  const seen = new Map<string, Cause | undefined>();
  for (const [journey, trace] of results) {
    if (journey.proto.name !== 'dhcp' || trace.outcome !== 'lost' || trace.cause?.blocker !== undefined) continue;
    const server = guests.find((guest) => isSentBy(journey, guest))?.dhcp;
    if (server === undefined || !trace.gap?.before?.endsWith(` in ${server.stop.namespace}`)) continue;
    const { folder } = server;
    const cause = seen.has(folder) ? seen.get(folder) : await unreadableFile(host, server);
    seen.set(folder, cause);
    if (cause !== undefined)
      results.set(journey, { ...trace, cause: causeIn(cause, 'dhcp', journey.subject, journey) });
  }
}

/**
 * A guest that answers its router, and nobody beyond it, though the packets come to it: it has no route back, or a firewall
 * of its own that is meant so.
 */
function judgeGuests(guests: readonly GuestEnd[], results: Map<Journey, WalkedTrace>): void {
  for (const { stop, gateway } of guests) {
    const toGuest = [...results].filter(([{ sender, proto, crossings }]) => {
      const end = crossings.at(-1)?.to;
      return sender.by === 'stack' && proto.name !== 'arp' && end?.kind === 'guest' && end.tap === stop.tap;
    });
    const [near, far] = [0, 1].map((routed) => toGuest.filter(([{ crossings }]) => crossings.length === routed + 1));
    const isNearAnswered = near?.some(([, { outcome }]) => outcome === 'answered') === true;
    const isFarSilent = far?.every(([, { outcome, cause }]) => outcome === 'delivered' && cause === undefined) === true;
    const protos = new Set(far?.map(([{ proto }]) => proto.name));
    if (!isNearAnswered || !isFarSilent || protos.size < 2) continue;
    for (const [journey, trace] of far ?? []) {
      const summary = `VM ${stop.address} answers ${gateway.stop.address}, and nobody beyond it: the guest has no default route by ${gateway.stop.address}, or a firewall of its own.`;
      const evidence = [
        {
          command: ['ping', '-n', '-c', '1', journey.destination],
          where: 'host',
          output: hopLines(trace),
          isSeen: true as const,
        },
      ];
      const cause: Cause = {
        ...{ blocker: 'guest-route', certainty: 'possible', isDoubtful: true, summary, evidence, fix: null },
      };
      results.set(journey, { ...trace, cause: causeIn(cause, 'vm', journey.subject, journey) });
    }
  }
}

/** What guests send has to come over their own bridges first, where nothing was put in. */
async function judgePlugs(
  host: Host,
  guests: readonly GuestEnd[],
  results: Map<Journey, WalkedTrace>,
  { isExplained }: Judging,
): Promise<void> {
  for (const { guest, proto, tap, qvb, cause } of await stoppedAtPlugs(host, guests)) {
    const own = [...results.keys()].find((one) => one.proto.name === proto && isSentBy(one, guest));
    const journey = own ?? journeyOfGuest(guest, proto, results.size + 1);
    if (journey === undefined || isExplained(journey)) continue;
    const trace = results.get(journey) ?? published(unknownTrace(journey, 'nothing was sent'), undefined);
    if (trace.cause !== undefined) continue;
    const gap = { after: tap, before: qvb };
    const reported = causeIn(cause, cause.layer ?? 'security', journey.subject, journey);
    results.set(journey, { ...trace, outcome: 'lost', gap, cause: reported, reason: undefined });
  }
}

/** What was asked by ARP in the name of a stack is nothing that the stack could ask by itself, unless its rules let it. */
async function judgeAsking(host: Host, results: Map<Journey, WalkedTrace>, { isExplained }: Judging): Promise<void> {
  const answered = [...results].filter(([, { outcome }]) => outcome === 'answered').map(([journey]) => journey);
  for (const { journey, device, cause } of await stoppedAsking(host, answered)) {
    const trace = results.get(journey);
    const [crossing] = journey.crossings;
    if (trace === undefined || crossing === undefined || isExplained(journey)) continue;
    const { namespace } = crossing.from.kind === 'stack' ? crossing.from : { namespace: undefined };
    const segment: Segment = { kind: 'stack', namespace, in: undefined, out: device };
    const layer = namespace === undefined ? 'host-route' : 'router';
    const reported = causeIn(cause, layer, subjectOf({ segment }, journey), journey);
    results.set(journey, { ...trace, outcome: 'lost', gap: { after: undefined, before: device }, cause: reported });
  }
}

/** Guests that are told to ask a DNS server beyond their router have to get there. */
async function judgeQuestions(
  host: Host,
  guests: readonly GuestEnd[],
  results: Map<Journey, WalkedTrace>,
  { isExplained }: Judging,
): Promise<void> {
  for (const { guest, outer, cause } of await stoppedQuestions(host, guests)) {
    const journey = journeyOfGuest(guest, 'udp', results.size + 1);
    if (journey === undefined || isExplained(journey)) continue;
    const [inner, outside] = [guest.gateway.stop.device, outer.stop.device];
    const segment: Segment = { kind: 'stack', namespace: guest.router.namespace, in: inner, out: outside };
    const trace = published(unknownTrace(journey, 'nothing was sent'), undefined);
    const reported = causeIn(cause, 'router', subjectOf({ segment }, journey), journey);
    const gap = { after: inner, before: outside };
    results.set(journey, { ...trace, outcome: 'lost', gap, cause: reported, reason: undefined });
  }
}

const isSentBy = ({ sender }: Journey, { stop }: GuestEnd): boolean =>
  sender.by === 'switch' && sender.srcMac === stop.mac;
