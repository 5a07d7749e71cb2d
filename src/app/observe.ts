import { type Check, isOfTheWire } from '../engine/check.ts';
import { type Diagnosis, diagnose, stoppedCheck } from '../engine/diagnose.ts';
import { isInScope, type Scope } from '../engine/scope.ts';
import type { NamespaceScope } from '../facts/gather.ts';
import { type Facts, gatherFacts } from '../facts/index.ts';
import { unknown, valuesOf } from '../facts/known.ts';
import { startingAgents } from '../facts/starting.ts';
import type { Host } from '../host/host.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { CustomStep } from '../playbook/steps/index.ts';
import type { Permission } from '../probes/watch-dhcp.ts';
import { watchWire } from '../probes/watch-wire.ts';
import { type Progress, silent } from '../report/progress.ts';
import { buildTopology, withObserved } from '../topology/build.ts';
import type { Input, Topology } from '../topology/index.ts';
import type { Subject } from '../topology/subject.ts';
import { watchTraces } from '../traces/watch-traces.ts';
import { withoutAddresses } from './cleaned.ts';
import { withDoubts } from './doubts.ts';
import { explains } from './explains.ts';
import { allRouters, namespacesInScope } from './namespaces-in-scope.ts';
import { neededFacts } from './needed-facts.ts';
import type { RunOptions } from './run-options.ts';
import { scopeOf } from './scope-of.ts';
import { mayFix, StartWatch } from './starting.ts';

/** What is there and what is on the wire, and what is wrong with it, all but what a playbook's own steps tell. */
export interface Observation {
  /** Those that the run needs. */
  readonly facts: Partial<Facts>;
  readonly topology: Topology;
  readonly scope: Scope;
  readonly diagnosis: Diagnosis;
  /** Those of the playbook, as far as what was read allows them to be sure. */
  readonly checks: readonly Check[];
}

const recheckAfterMs = 3000;
/** A neighbour that does not answer is asked for again after 5 s, three times, and then by broadcast: arp(7). */
const transientMs = 15_000;

const hasTransient = ({ topology, diagnosis }: Observation): boolean =>
  diagnosis.findings.some(({ check }) => check === stoppedCheck) &&
  valuesOf(topology.traces).some(({ cause }) => cause?.isTransient === true);

/**
 * Observes, and observes again while agents that are starting may be about to put right what was found: no longer than
 * they are busy with it, and early enough to report within the time limit. A recording shows the last observation.
 */
export async function observeUntilSettled(
  host: Host,
  playbook: Playbook,
  options: RunOptions,
  progress: Progress,
): Promise<Observation> {
  const begin = performance.now();
  const isLive = host.source === 'local' || host.source === 'ssh';
  const watch = new StartWatch();
  for (;;) {
    const beginOfThis = performance.now();
    const observation = await observe(host, playbook, options, progress);
    const now = performance.now();
    const isTimeLeft = now - begin + recheckAfterMs + 2 * (now - beginOfThis) < options.timeoutSeconds * 1000;
    const { facts, diagnosis } = observation;
    if (!isLive) return doubted(observation, host, playbook, options);
    if (!isTimeLeft || facts.processes?.known !== true || diagnosis.findings.length === 0) return observation;
    const young = await startingAgents(host, facts.processes.value, (now - beginOfThis) / 1000);
    const starting = watch.stillStarting(young, now);
    const roots = diagnosis.findings.filter(({ cause }) => cause === 'root');
    const awaited = starting.filter(({ role }) => roots.some((root) => mayFix(role, root, playbook.checks)));
    const isPassing = now - begin < transientMs && hasTransient(observation);
    if (awaited.length === 0 && !isPassing) return observation;
    const names = new Intl.ListFormat('en-GB').format(new Set(awaited.map(({ program }) => program)));
    progress.note(`${awaited.length > 0 ? `${names} just started` : 'a neighbour entry is out of date'}; re-checking`);
    await host.wait(recheckAfterMs);
    host.startOver?.();
  }
}

/** A recording, judged with as much trust as what was pasted into it deserves. */
async function doubted(
  observation: Observation,
  host: Host,
  playbook: Playbook,
  options: RunOptions,
): Promise<Observation> {
  const again = async (other: Host) => (await observe(other, playbook, options, silent)).diagnosis;
  const checks = await withDoubts(host, observation.checks, observation.diagnosis, again);
  if (checks === observation.checks) return observation;
  const { topology, scope } = observation;
  return { ...observation, checks, diagnosis: diagnose(topology, checks, scope) };
}

interface Reading {
  readonly facts: Partial<Facts>;
  readonly built: Topology;
  readonly scope: Scope;
}

async function read(
  host: Host,
  playbook: Playbook,
  options: RunOptions,
  progress: Progress,
  namespaces: NamespaceScope | undefined,
): Promise<Reading> {
  const facts = await gatherFacts(host, neededFacts(playbook, options), {
    scope: namespaces,
    onProgress: (what) => progress.say(what),
  });
  const built = buildTopology(facts, host.name);
  return { facts, built, scope: scopeOf(built, options) };
}

/** What is joined from all routers of a host. */
const ofAllRouters: ReadonlySet<Input> = new Set(['tenantRanges', 'externalBridges', 'lostRouters', 'emptyRouters']);

/** Whether what was left out for the scope may change a verdict: what cannot be told, or is found of all routers. */
function needsOthers({ facts, built, scope }: Reading, { checks }: Playbook): boolean {
  if (isWhole(facts)) return false;
  const still = checks.filter((check) => !isOfTheWire(check));
  const { checks: outcomes } = diagnose(built, still, scope);
  return outcomes.some(({ verdict }, index) => {
    const { each, with: inputs = [] } = still[index] ?? { each: 'ports' };
    const isFound = verdict === 'fail' || verdict === 'warn';
    return verdict === 'unknown' || (isFound && [each, ...inputs].some((name) => ofAllRouters.has(name)));
  });
}

/** Whether the namespaces of all routers were read. */
function isWhole({ namespaces, stacks }: Partial<Facts>): boolean {
  return (
    stacks === undefined ||
    namespaces?.known !== true ||
    namespaces.value.ofAgents.every(({ kind, name }) => kind === 'qdhcp' || stacks.has(name))
  );
}

async function observe(host: Host, playbook: Playbook, options: RunOptions, progress: Progress): Promise<Observation> {
  const until = performance.now() + options.timeoutSeconds * 1000;
  const narrow = namespacesInScope(options, host.name);
  const first = await read(host, playbook, options, progress, narrow);
  const isEnough = narrow === undefined || !needsOthers(first, playbook);
  const { facts, built, scope } = isEnough ? first : await read(host, playbook, options, progress, allRouters(options));
  const watched = await withWire(host, { facts, built }, scope, playbook, options, progress);
  const topology = await withTraces(host, { facts, topology: watched }, scope, playbook, options, progress, until);
  const checks = withoutAddresses(host, playbook.checks);
  return { facts, topology, scope, checks, diagnosis: diagnose(topology, checks, scope, undefined, until) };
}

/**
 * Where no bridge's flows can be read, the tool that reads them may not put packets into the switch either. What people
 * saved has no packets.
 */
function doubtOfSwitch({ source }: Host, { flows }: Partial<Facts>): string | undefined {
  if (source === 'directory' || source === 'sosreport') return undefined;
  const [first, ...others] = [...(flows?.values() ?? [])];
  return first?.known === false && others.every(({ known }) => !known) ? first.reason : undefined;
}

const asksForDhcp = (step: CustomStep): boolean => 'probe' in step && step.probe === 'dhcp';

/** With what is on the wire, as far as the playbook asks about it. */
async function withWire(
  host: Host,
  { facts, built }: Pick<Reading, 'facts' | 'built'>,
  scope: Scope,
  playbook: Playbook,
  options: RunOptions,
  progress: Progress,
): Promise<Topology> {
  const watching = {
    isInScope: (subject: Subject) => isInScope(scope, subject),
    wantedPorts: scope.portKeys,
    permission: permissionOf(host, options),
  };
  const doubt = sendsNothing(host, playbook, options) ? undefined : doubtOfSwitch(host, facts);
  if (doubt !== undefined) {
    const ofSwitch = {
      dhcpWatches: unknown(doubt),
      dhcpSessions: unknown(doubt),
      reaches: unknown(doubt),
      haWatches: unknown(doubt),
    };
    return withObserved(await watchWire(host, built, watching, ['novaConnections']), ofSwitch);
  }
  const isDhcpProbed = !sendsNothing(host, playbook, options) && playbook.steps.some(asksForDhcp);
  const judged = playbook.checks.filter(isOfTheWire).flatMap(({ each, with: inputs = [] }) => [each, ...inputs]);
  if (judged.length === 0 && !isDhcpProbed) return built;
  progress.say('the wire');
  return watchWire(host, built, watching, isDhcpProbed ? [...judged, 'dhcpWatches'] : judged);
}

/** With journeys walked by real packets, as far as the playbook asks about them; none where no packet may be sent. */
async function withTraces(
  host: Host,
  { facts, topology }: Pick<Observation, 'facts' | 'topology'>,
  scope: Scope,
  playbook: Playbook,
  options: RunOptions,
  progress: Progress,
  until: number,
): Promise<Topology> {
  const others = playbook.checks.filter(({ each }) => each !== 'traces');
  if (others.length === playbook.checks.length || sendsNothing(host, playbook, options)) return topology;
  const doubt = doubtOfSwitch(host, facts);
  if (doubt !== undefined) return withObserved(topology, { traces: unknown(doubt) });
  progress.say('journeys');
  // What is known to be broken already needs no packet to be followed to it.
  const { findings } = diagnose(topology, others, scope, undefined, until);
  const walked = await watchTraces(host, topology, {
    isInScope: (subject) => isInScope(scope, subject),
    wantedPorts: scope.portKeys,
    isExplained: (journey) => explains(findings, playbook.checks, journey),
  });
  return withObserved(topology, { ...walked });
}

/** A recording in which was only listened holds nothing else. */
export function permissionOf({ listenedSeconds }: Host, { passive, waitSeconds }: RunOptions): Permission {
  if (listenedSeconds !== undefined) return { may: 'listen', seconds: listenedSeconds };
  return passive ? { may: 'listen', seconds: waitSeconds } : { may: 'send' };
}

/** Whether a run only reads and listens. */
export const sendsNothing = (host: Host, { isPassive }: Playbook, options: RunOptions): boolean =>
  isPassive || permissionOf(host, options).may === 'listen';
