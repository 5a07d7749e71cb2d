import { type Known, known, unknown, valuesOf } from '../facts/known.ts';
import { parsed } from '../facts/result.ts';
import { type Command, type Host, runOne } from '../host/host.ts';
import { clockCommand } from '../probes/listen-dhcp.ts';
import type { Topology } from '../topology/index.ts';
import type { Subject } from '../topology/subject.ts';
import type { NotWalked, WalkedTrace } from '../topology/traces.ts';
import { nameArpProxies } from './arp-proxies.ts';
import { judgeBeyondPackets } from './beyond-packets.ts';
import { explain } from './explain-gaps.ts';
import { findEnds } from './find-ends.ts';
import { gapKey } from './gaps.ts';
import type { Journey } from './journey.ts';
import { planJourneys } from './journeys.ts';
import { published, reportedOnce } from './report-trace.ts';
import { closerRounds, firstRound } from './send.ts';
import type { Trace } from './trace.ts';
import { answeredLate, walk } from './walk.ts';

/** What is lost to many is lost in one place: a few are enough to find it. */
const mostFollowed = 24;

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
  const failed = first.filter(
    ({ outcome, isSent, isNearlySpent }) =>
      isSent && (isNearlySpent === true || !['answered', 'filtered'].includes(outcome)),
  );
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
  await judgeBeyondPackets(host, guests, results, { nova, isExplained });
  await nameArpProxies(host, topology, results);
  return { notWalked, traces: known(reportedOnce([...results.values()])) };
}

/** Another number for each run, by the host's own clock, so that a recording of the run gives it again. */
async function nonceOf(host: Host): Promise<number> {
  const command: Command = { ...clockCommand, input: 'journeys\n' };
  const clock = parsed(command, await runOne(host, command), Number.parseFloat);
  return clock.known && Number.isFinite(clock.value) ? Math.trunc(clock.value) : 0;
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
  const lost = open.map((journey) => results.get(journey)).filter((trace) => trace !== undefined);
  const late = await answeredLate(
    host,
    lost.filter(mayBeLate).map(({ journey }) => journey),
  );
  return [...results.values()].map((trace) => (late.includes(trace.journey) ? asAnswered(trace) : trace));
}

/** Nothing on the way took it: the tool that sent may have had no time to send, or to read the answer. */
const mayBeLate = (trace: Trace): boolean =>
  trace.outcome === 'lost' &&
  trace.journey.sender.by === 'stack' &&
  (reachOf(trace) === -1 || trace.gap?.before === undefined);

/** By its tool, unlike the packets that were watched. */
const asAnswered = (trace: Trace): Trace => ({
  ...trace,
  outcome: 'answered',
  gap: undefined,
  hops: trace.hops.map((hop) => (hop.verdict === 'lost' ? { ...hop, verdict: 'not-watched' } : hop)),
});

const reachOf = ({ hops }: Trace): number => hops.findLastIndex(({ verdict }) => verdict === 'seen');
