import { type Known, known, unknown, valuesOf } from '../facts/known.ts';
import type { NovaMetadata } from '../facts/metadata.ts';
import { parsed } from '../facts/result.ts';
import { type Command, type Host, runOne } from '../host/host.ts';
import { clockCommand } from '../probes/listen-dhcp.ts';
import type { Topology } from '../topology/index.ts';
import type { Subject } from '../topology/subject.ts';
import type { CauseLayer, NotWalked, TraceCause, WalkedTrace } from '../topology/traces.ts';
import { stoppedAsking } from './arp-rules.ts';
import { unreadableFile } from './dhcp-files.ts';
import type { GuestEnd } from './ends.ts';
import { findEnds } from './find-ends.ts';
import type { Cause } from './gap/blocker.ts';
import { causesOf } from './gap/index.ts';
import { stoppedAtPlugs } from './guest-rules.ts';
import { type Journey, type Point, placeName, type Segment } from './journey.ts';
import { journeyOfGuest, planJourneys } from './journeys.ts';
import { layerOfPlace } from './layers.ts';
import { failedRequest } from './metadata-request.ts';
import { closedSocket, type MetadataProxyEnd, type ProxyConf, readProxyConf } from './metadata-socket.ts';
import type { Round } from './send.ts';
import type { Gap, Trace } from './trace.ts';
import { unknownTrace, walk } from './walk.ts';

/** What is lost to many is lost in one place: a few are enough to find it. */
const mostFollowed = 24;
const mostGaps = 3;
/** With those in which a security group does what it should. */
const mostLooks = 12;

/**
 * A healthy host's answers come at once. Whatever is not answered then gets more packets and more time: one may get lost
 * while the switch works on its flows, and a busy host is slow.
 */
const firstRound: Round = { number: 1, count: 1, seconds: 0.5 };
const closerRounds: readonly Round[] = [
  { number: 2, count: 1, seconds: 0.6 },
  { number: 3, count: 3, seconds: 1 },
];
const firstGapRound = 4;

export interface TraceOptions {
  isInScope(subject: Subject): boolean;
  readonly wantedPorts: readonly string[];
  /** Whether it is known already why a journey fails. */
  isExplained(journey: Journey): boolean;
}

/** What became of the journeys of a host. */
export interface Walk {
  readonly traces: Known<readonly WalkedTrace[]>;
  readonly notWalked: NotWalked;
}

/** Walks the journeys of a host, follows those that fail, and looks for the cause where they were lost. */
export async function watchTraces(
  host: Host,
  topology: Topology,
  { isInScope, wantedPorts, isExplained }: TraceOptions,
): Promise<Walk> {
  const nothing = { notWalked: { vms: 0, journeys: 0 } };
  if (!topology.routers.known) return { ...nothing, traces: unknown(topology.routers.reason) };
  // A switch that does not answer takes no packet, and has a finding of its own.
  const isDead =
    topology.daemons.known && topology.daemons.value.some(({ daemon }) => daemon.known && !daemon.value.answers);
  if (isDead) return { ...nothing, traces: unknown('the switch does not answer') };
  const guests = findEnds(topology, isInScope, wantedPorts);
  const { journeys, notWalked } = planJourneys(guests, await nonceOf(host));
  if (journeys.length === 0) return { ...nothing, traces: known([]) };
  const first = await walk(host, journeys, firstRound, false);
  // Recorded before journeys were walked, or without sending anything.
  if (first === undefined) return { ...nothing, traces: known([]) };
  const failed = first.filter(({ outcome, isSent }) => !['answered', 'filtered'].includes(outcome) && isSent);
  // What came to the guest at least is looked at last: nothing more may come of it.
  const open = failed
    .toSorted((one, other) => Number(one.outcome === 'delivered') - Number(other.outcome === 'delivered'))
    .map(({ journey }) => journey)
    .filter((journey) => !isExplained(journey));
  const explained = failed.map(({ journey }) => journey).filter((journey) => !open.includes(journey));
  const traces = await follow(host, open.slice(0, mostFollowed), explained.slice(0, mostFollowed));
  const followed = traces.filter(({ journey }) => !explained.includes(journey));
  const causes = await explain(host, followed);
  const results = new Map<Journey, WalkedTrace>();
  for (const trace of first) {
    const { journey } = trace;
    const late = traces.find((each) => each.journey === journey && each.outcome === 'answered');
    const own = published(late ?? trace, undefined);
    const isLost = late === undefined && explained.includes(journey);
    const reason = 'not followed: a finding explains it';
    results.set(journey, isLost ? { ...own, outcome: 'lost', cause: undefined, reason } : own);
  }
  for (const journey of open.slice(mostFollowed)) {
    const trace = first.find((each) => each.journey === journey);
    if (trace !== undefined && trace.outcome !== 'delivered') {
      const reason = `not followed: ${mostFollowed} others failed too`;
      results.set(journey, { ...published(trace, undefined), outcome: 'unknown', reason });
    }
  }
  for (const trace of followed) {
    const cause = trace.gap === undefined ? undefined : causes.get(gapKey(trace.gap));
    results.set(trace.journey, published(trace, cause));
  }
  const nova = valuesOf(topology.metadataServices).flatMap(({ place }) => (place.known ? (place.value ?? []) : []))[0];
  await judgeProxies(host, guests, results, { nova, isExplained });
  await judgeServers(host, guests, results);
  judgeGuests(guests, results);
  await judgePlugs(host, guests, results, isExplained);
  await judgeAsking(host, results, isExplained);
  return { notWalked, traces: known(reportedOnce([...results.values()])) };
}

/** So many proxies are looked at: most have the same settings but for their router. */
const mostProxies = 16;

/** Whoever takes a connection for metadata has to hand the request on, too: all who do so by one socket, to one agent. */
async function judgeProxies(
  host: Host,
  guests: readonly GuestEnd[],
  results: Map<Journey, WalkedTrace>,
  { nova, isExplained }: Pick<TraceOptions, 'isExplained'> & { readonly nova: NovaMetadata | undefined },
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
      const cause: Cause = { blocker: 'guest-route', certainty: 'possible', summary, evidence, fix: null };
      results.set(journey, {
        ...trace,
        cause: { ...causeIn(cause, 'vm', journey.subject, journey), isDoubtful: true },
      });
    }
  }
}

/** What guests send has to come over their own bridges first, where nothing was put in. */
async function judgePlugs(
  host: Host,
  guests: readonly GuestEnd[],
  results: Map<Journey, WalkedTrace>,
  isExplained: TraceOptions['isExplained'],
): Promise<void> {
  for (const { guest, proto, tap, qvb, cause } of await stoppedAtPlugs(host, guests)) {
    const own = [...results.keys()].find((one) => one.proto.name === proto && isSentBy(one, guest));
    const journey = own ?? journeyOfGuest(guest, proto, results.size + 1);
    if (journey === undefined || isExplained(journey)) continue;
    const trace = results.get(journey) ?? published(unknownTrace(journey, 'nothing was sent'), undefined);
    if (trace.cause !== undefined) continue;
    const gap = { after: tap, before: qvb };
    const reported = causeIn(cause, 'security', journey.subject, journey);
    results.set(journey, { ...trace, outcome: 'lost', gap, cause: reported, reason: undefined });
  }
}

/** What was asked by ARP in the name of a stack is nothing that the stack could ask by itself, unless its rules let it. */
async function judgeAsking(
  host: Host,
  results: Map<Journey, WalkedTrace>,
  isExplained: TraceOptions['isExplained'],
): Promise<void> {
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

const isSentBy = ({ sender }: Journey, { stop }: GuestEnd): boolean =>
  sender.by === 'switch' && sender.srcMac === stop.mac;

/** A cause as reports tell it. */
function causeIn(cause: Cause, layer: CauseLayer, subject: Subject, journey: Journey): TraceCause {
  const { blocker, isTransient = false, thing, owner, summary, evidence, fix } = cause;
  // What one fix mends is one fault, whether packets showed it, in either direction, or the rules that were read.
  const key =
    fix === null
      ? `${blocker} ${thing ?? summary}`
      : JSON.stringify(fix.commands.map((command) => command.join(' ')).toSorted());
  const affects = [journey.subject];
  return { key, layer, blocker, isTransient, thing, owner, subject, affects, summary, evidence, fix };
}

/** Another number for each run, by the host's own clock, so that a recording of the run gives it again. */
async function nonceOf(host: Host): Promise<number> {
  const command: Command = { ...clockCommand, input: 'journeys\n' };
  const clock = parsed(command, await runOne(host, command), Number.parseFloat);
  return clock.known && Number.isFinite(clock.value) ? Math.trunc(clock.value) : 0;
}

/** One thing that stops many is one finding. */
function reportedOnce(traces: readonly WalkedTrace[]): readonly WalkedTrace[] {
  const keys = new Set<string>();
  return traces.map((trace) => {
    const { cause } = trace;
    if (cause === undefined) return trace;
    const isFirst = !keys.has(cause.key);
    keys.add(cause.key);
    const same = traces.flatMap((each) => (each.cause?.key === cause.key ? each.cause : []));
    const affects = same.flatMap((each) => each.affects);
    // What stops more than requests for metadata is no matter of metadata.
    const layer = same.find((each) => each.layer !== 'metadata')?.layer ?? cause.layer;
    return { ...trace, isFirst, cause: { ...cause, layer: cause.layer === 'metadata' ? layer : cause.layer, affects } };
  });
}

/** Walks one journey, with a look into all namespaces on its way. */
export async function walkOne(host: Host, journey: Journey): Promise<WalkedTrace> {
  const [trace] = await follow(host, [{ ...journey, nonce: await nonceOf(host) }]);
  if (trace === undefined) throw new Error('a journey was not walked');
  if (trace.outcome === 'answered' || trace.gap === undefined) return published(trace, undefined);
  const causes = await explain(host, [trace]);
  return published(trace, causes.get(gapKey(trace.gap)));
}

/**
 * Sends again, with a look into the namespaces on the way, until what is lost has been lost each time. `explained` get a
 * second chance and no more: the answer may have been late.
 */
async function follow(
  host: Host,
  journeys: readonly Journey[],
  explained: readonly Journey[] = [],
): Promise<readonly Trace[]> {
  const results = new Map<Journey, Trace>();
  let open = [...journeys, ...explained];
  for (const round of closerRounds) {
    const traces = (await walk(host, open, round, true)) ?? [];
    for (const trace of traces) {
      const earlier = results.get(trace.journey);
      // Where it was seen once, it can come.
      const isFurther = earlier === undefined || trace.outcome === 'answered' || reachOf(trace) >= reachOf(earlier);
      if (isFurther) results.set(trace.journey, trace);
    }
    // A guest that is silent twice is not asked for longer.
    open = traces
      .filter(({ outcome }) => !['answered', 'filtered', 'delivered'].includes(outcome))
      .map(({ journey }) => journey)
      .filter((journey) => !explained.includes(journey));
  }
  return [...results.values()];
}

const reachOf = ({ hops }: Trace): number => hops.findLastIndex(({ verdict }) => verdict === 'seen');

/** What was found in a gap, or in one beside it: where it is, is told by the gap in which it was found. */
interface Found extends Cause {
  readonly layer: CauseLayer;
  readonly subject: Subject;
}

/** The cause of each gap, by its key; undefined where nothing in it explains the loss. */
async function explain(host: Host, traces: readonly Trace[]): Promise<ReadonlyMap<string, Found | undefined>> {
  const gaps = new Map<string, { readonly gap: Gap; readonly journey: Journey }>();
  for (const { gap, journey } of traces) {
    if (gap !== undefined && !gaps.has(gapKey(gap))) gaps.set(gapKey(gap), { gap, journey });
  }
  const causes = new Map<string, Found | undefined>();
  const sure: { readonly gap: Gap; readonly found: Found }[] = [];
  const besides = (gap: Gap): Found | undefined => sure.find((each) => isBeside(gap, each.gap))?.found;
  const weightOf = (key: string) => traces.filter(({ gap }) => gap !== undefined && gapKey(gap) === key).length;
  // Whoever gets no answer by ARP sends nothing: many journeys end at who asked, for what took a few requests.
  const isOfArp = ({ arp }: Gap) => Number(arp !== undefined);
  const ordered = [...gaps].sort(
    ([one, { gap }], [other, { gap: otherGap }]) => isOfArp(otherGap) - isOfArp(gap) || weightOf(other) - weightOf(one),
  );
  // One after the other: counters must rise by the packets of one journey only.
  let looks = 0;
  let nth = 0;
  for (const [key, { gap, journey }] of ordered) {
    // Of a guest that is silent, only is asked whether the packets had its MAC: nothing has to be sent for that.
    const isSilent = gap.segment.kind === 'guest';
    // What is known to stop packets at one side of a device stops those at its other side, too.
    if (besides(gap) !== undefined || ((looks === mostGaps || nth === mostLooks) && !isSilent)) continue;
    const [first] = await causesOf(host, gap, journey, { round: firstGapRound + nth, nth });
    nth += 1;
    // What a security group keeps out is no loss that has to be explained.
    if (!isSilent && first?.isMeant !== true) looks += 1;
    const found = first && {
      ...first,
      layer: first.layer ?? layerOfPlace(gap, journey),
      subject: first.isForAll === true ? hostOf(journey) : subjectOf(gap, journey),
    };
    causes.set(key, found);
    if (found !== undefined && isSure(found)) sure.push({ gap, found });
  }
  for (const [key, { gap }] of ordered) {
    const own = causes.get(key);
    if (own === undefined || own.certainty === 'possible') causes.set(key, besides(gap) ?? own);
  }
  return causes;
}

const isSure = ({ certainty, isMeant }: Cause): boolean => certainty !== 'possible' && isMeant !== true;

/** Whether two gaps have a device in common. What a guest does with what came to it is another matter. */
function isBeside(one: Gap, other: Gap): boolean {
  const devices = ({ after, before }: Gap) =>
    [after, before].flatMap((point) => (point === undefined ? [] : `${point.namespace ?? ''}/${point.device}`));
  if (one.segment.kind === 'guest' || other.segment.kind === 'guest') return false;
  return devices(one).some((device) => devices(other).includes(device));
}

const pointKey = (point: Point | undefined): string =>
  point === undefined ? '' : `${point.namespace ?? ''}/${point.device}/${point.direction}`;

const gapKey = ({ after, before, segment, arp, isForOther, crossing }: Gap): string =>
  [
    pointKey(after),
    pointKey(before),
    segment.kind,
    arp ?? '',
    isForOther,
    segment.kind === 'guest' || arp !== undefined ? crossing.from.name : '',
  ].join(' ');

function published(trace: Trace, cause: Found | undefined): WalkedTrace {
  const { journey, gap, reason } = trace;
  const isDelivered = trace.outcome === 'delivered';
  const outcome =
    cause?.isMeant === true
      ? ('filtered' as const)
      : isDelivered && cause?.certainty === 'decided'
        ? ('misdelivered' as const)
        : trace.outcome;
  const isFailed = outcome === 'lost' || outcome === 'rejected' || outcome === 'misdelivered';
  // It was answered, but nothing of it was seen: unless it is known who took it, it went a way that is not known.
  if (outcome === 'misdelivered' && gap?.after === undefined && gap?.isForOther === false && cause === undefined)
    return published({ ...trace, outcome: 'unknown', gap: undefined, reason: notSeenText(trace) }, undefined);
  return {
    subject: journey.subject,
    id: journey.id,
    from: journey.from,
    to: journey.to,
    proto: journey.proto.name === 'tcp' ? `tcp:${journey.proto.port}` : journey.proto.name,
    bytes: journey.bytes,
    outcome,
    hops: hopsOf(trace),
    gap: gap && { after: gap.after && placeName(gap.after), before: gap.before && placeName(gap.before) },
    cause: isFailed && gap !== undefined ? causeOf(trace, gap, cause) : undefined,
    isFirst: false,
    reason,
  };
}

const hopsOf = ({ hops }: Trace): WalkedTrace['hops'] =>
  hops.map(({ point, verdict, text }) => ({
    device: point.device,
    where: point.namespace ?? 'host',
    direction: point.direction,
    verdict,
    text,
  }));

const notSeenText = ({ journey, gap }: Trace): string =>
  `${journey.from} got an answer from ${journey.to}, but no packet was seen at ${gap?.before && placeName(gap.before)}`;

function causeOf(trace: Trace, gap: Gap, cause: Found | undefined): TraceCause {
  const { journey, rejection } = trace;
  const affects = [journey.subject];
  if (cause !== undefined) return causeIn(cause, cause.layer, cause.subject, journey);
  const what =
    gap.arp === undefined ? (gap.isBack ? 'the answer' : 'it') : `the ARP ${gap.arp} for ${gap.crossing.to.address}`;
  const place = placeText(gap);
  const error = rejection === undefined ? '' : `; ${rejection.from} says ICMP ${rejection.type}/${rejection.code}`;
  return {
    key: gapKey(gap),
    layer: layerOfPlace(gap, journey),
    blocker: undefined,
    isTransient: false,
    thing: undefined,
    owner: undefined,
    subject: subjectOf(gap, journey),
    affects,
    summary: `Packets from ${journey.from} to ${journey.to} get lost: ${what} was ${place}${error}.`,
    evidence:
      trace.capture === undefined
        ? []
        : [{ command: trace.capture, where: 'host', output: hopLines({ hops: hopsOf(trace) }), isSeen: true }],
    fix: null,
  };
}

const hopLines = ({ hops }: Pick<WalkedTrace, 'hops'>): string =>
  hops
    .map(
      ({ verdict, text, direction, device, where }) =>
        `${verdict}: ${text} ${direction} at ${device}${where === 'host' ? '' : ` in ${where}`}`,
    )
    .join('\n');

function placeText({ after, before, isForOther, spentTtl, segment }: Gap): string {
  if (spentTtl !== undefined && before !== undefined) {
    return `sent on with its TTL cut from ${spentTtl.from} to ${spentTtl.to}, as seen at ${placeName(before)}`;
  }
  const move = ({ direction }: Point) => (direction === 'in' ? 'coming in by' : 'leaving by');
  if (after === undefined)
    return before === undefined ? 'never seen to set out' : `never seen ${move(before)} ${placeName(before)}`;
  const last = `last seen ${move(after)} ${placeName(after)}`;
  if (before === undefined) return `${last}, and nothing took it there`;
  if (isForOther) return `${last}, and came to ${placeName(before)} with another MAC`;
  const isSame = after.device === before.device && after.namespace === before.namespace;
  if (isSame && segment.kind === 'stack') return `${last}, which sends nothing back`;
  return `${last}, but not ${move(before)} ${placeName(before)}`;
}

const hostOf = ({ subject }: Journey): Subject => ({ ...subject, kind: 'host', id: 'host', name: 'host' });

/** What stands at the gap. */
function subjectOf({ segment }: Pick<Gap, 'segment'>, journey: Journey): Subject {
  const { subject } = journey;
  if (segment.kind === 'stack' && segment.namespace === undefined) return hostOf(journey);
  const id = segment.kind === 'stack' ? segment.namespace?.match(/^qrouter-(.*)$/)?.[1] : undefined;
  if (id !== undefined) return { kind: 'router', id, name: `qrouter-${id}`, networks: subject.networks, routers: [] };
  return subject;
}
