import { type Check, isOfTheWire, type Severity } from '../engine/check.ts';
import { type Diagnosis, diagnose, exitCodeOf } from '../engine/diagnose.ts';
import { everything, isInScope, type Scope } from '../engine/scope.ts';
import { collectFacts, type Facts } from '../facts/collect.ts';
import { known } from '../facts/known.ts';
import type { AgentNamespace } from '../facts/namespaces.ts';
import type { Host } from '../host/host.ts';
import { version } from '../package.ts';
import { conclusionOf, verdictsOf } from '../playbook/conclude.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { runSteps } from '../playbook/run-steps.ts';
import { type OwnStep, sends } from '../playbook/step-schema.ts';
import { type Permission, watchDhcp } from '../probes/watch-dhcp.ts';
import { watchWire } from '../probes/watch-wire.ts';
import { onTheWire } from '../report/on-the-wire.ts';
import type { Progress } from '../report/progress.ts';
import { buildReport, type Report } from '../report/report.ts';
import { buildTopology } from '../topology/build.ts';
import { findNetwork, findPort, findRouter } from '../topology/find.ts';
import type { Subject } from '../topology/subject.ts';
import type { Topology } from '../topology/types.ts';

/** Everything that one look at a host gives. */
export interface Examination {
  readonly facts: Facts;
  readonly topology: Topology;
  readonly diagnosis: Diagnosis;
  readonly report: Report;
  readonly exitCode: 0 | 1 | 3;
}

/** What to look at, and what may be done for it. */
export interface Look {
  readonly networks: readonly string[];
  readonly routers: readonly string[];
  readonly ports: readonly string[];
  readonly passive: boolean;
  /** How long to listen for DHCP where nothing may be sent. */
  readonly waitSeconds: number;
  readonly failOn: Severity;
}

/** Reads a host, watches the wire, judges, and puts it into a report. */
export async function examine(host: Host, playbook: Playbook, options: Look, progress: Progress): Promise<Examination> {
  const started = new Date();
  const begin = performance.now();
  const isAsked = (namespace: AgentNamespace) => isNamespaceInScope(options, namespace);
  const facts = await collectFacts(host, { isInScope: isAsked, onProgress: (what) => progress.say(what) });
  const built = buildTopology(facts, host.name);
  const scope = scopeOf(built, options);
  const isPassive = playbook.isPassive || permissionOf(host, options).may === 'listen';
  const watched = await withWire(host, built, scope, playbook, isPassive, options, progress);
  const runs = await runSteps(host, watched, playbook.steps, {
    isAsked: (subject) => isInScope(scope, subject),
    isPassive,
    vars: playbook.vars,
    verdictsAfter: (soFar) => verdictsOf(diagnose({ ...watched, stepRuns: known(soFar) }, playbook.checks, scope)),
  });
  const topology = { ...watched, stepRuns: known(runs) };
  const diagnosis = diagnose(topology, isPassive ? withoutSending(playbook) : playbook.checks, scope);
  const values = { ...playbook.vars, 'host.name': host.name };
  const conclusion = conclusionOf(playbook.conclude, verdictsOf(diagnosis), values);
  const report = buildReport(diagnosis, onTheWire(topology), {
    version,
    host: { name: host.name, source: host.source },
    started: started.toISOString(),
    seconds: Math.round(performance.now() - begin) / 1000,
    playbook: playbook.name,
    ...(conclusion === undefined ? {} : { conclusion }),
    scope: {
      networks: scope.networks,
      routers: scope.routers,
      ports: options.ports,
      passive: permissionOf(host, options).may === 'listen',
    },
  });
  return { facts, topology, diagnosis, report, exitCode: exitCodeOf(diagnosis, options.failOn) };
}

const asksForDhcp = (step: OwnStep): boolean => 'probe' in step && step.probe === 'dhcp';

/** The checks of a run that sends nothing, where each step that would send says so. */
function withoutSending({ checks, steps }: Playbook): readonly Check[] {
  const sending = new Set(steps.filter(sends).map(({ id }) => id));
  return checks.map((check) => (sending.has(check.id) ? { ...check, leftOut: 'it sends packets' } : check));
}

/** With what is on the wire, as far as the playbook asks about it. */
async function withWire(
  host: Host,
  built: Topology,
  scope: Scope,
  { checks, steps }: Playbook,
  isPassive: boolean,
  options: Look,
  progress: Progress,
): Promise<Topology> {
  const watching = {
    isAsked: (subject: Subject) => isInScope(scope, subject),
    wantedPorts: scope.portKeys,
    permission: permissionOf(host, options),
  };
  const isWatched = checks.some(isOfTheWire);
  if (!isWatched && (isPassive || !steps.some(asksForDhcp))) return built;
  progress.say('the wire');
  return isWatched ? watchWire(host, built, watching) : { ...built, ...(await watchDhcp(host, built, watching)) };
}

/** A recording in which was only listened holds nothing else. */
function permissionOf({ listenedSeconds }: Host, { passive, waitSeconds }: Look): Permission {
  if (listenedSeconds !== undefined) return { may: 'listen', seconds: listenedSeconds };
  return passive ? { may: 'listen', seconds: waitSeconds } : { may: 'send' };
}

/** Other networks' DHCP servers need no look; routers do, because they share the way to the outside. */
function isNamespaceInScope({ networks, routers, ports }: Look, { kind, id }: AgentNamespace): boolean {
  if (kind !== 'qdhcp' || networks.length === 0 || routers.length + ports.length > 0) return true;
  return networks.some((network) => id.startsWith(network.toLowerCase()));
}

function scopeOf(topology: Topology, { networks, routers, ports }: Look): Scope {
  if (networks.length + routers.length + ports.length === 0) return everything;
  const found = ports.map((port) => findPort(topology, port));
  return {
    networks: networks.map((network) => findNetwork(topology, network)),
    routers: routers.map((router) => findRouter(topology, router)),
    portKeys: found.map(({ key }) => key),
    portNetworks: found.flatMap((port) => port.networks),
  };
}
