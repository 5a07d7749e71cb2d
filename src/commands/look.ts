import { isOfTheWire, type Severity } from '../engine/check.ts';
import { type Diagnosis, diagnose } from '../engine/diagnose.ts';
import { everything, isInScope, type Scope } from '../engine/scope.ts';
import { collectFacts, type Facts } from '../facts/collect.ts';
import type { AgentNamespace } from '../facts/namespaces.ts';
import { startingAgents } from '../facts/starting.ts';
import type { Host } from '../host/host.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { OwnStep } from '../playbook/step-schema.ts';
import { type Permission, watchDhcp } from '../probes/watch-dhcp.ts';
import { watchWire } from '../probes/watch-wire.ts';
import type { Progress } from '../report/progress.ts';
import { buildTopology } from '../topology/build.ts';
import { findNetwork, findPort, findRouter } from '../topology/find.ts';
import type { Subject } from '../topology/subject.ts';
import type { Topology } from '../topology/types.ts';

/** What to look at, and what may be done for it. */
export interface Look {
  readonly networks: readonly string[];
  readonly routers: readonly string[];
  readonly ports: readonly string[];
  readonly passive: boolean;
  /** How long to listen for DHCP where nothing may be sent. */
  readonly waitSeconds: number;
  readonly failOn: Severity;
  /** Limit for the whole run. */
  readonly timeoutSeconds: number;
}

/** A host as a whole. */
export const wholeHost = { networks: [], routers: [], ports: [] } as const satisfies Partial<Look>;

/** What is there and what is on the wire, and what is wrong with it, all but what a playbook's own steps tell. */
export interface Sight {
  readonly facts: Facts;
  readonly topology: Topology;
  readonly scope: Scope;
  readonly diagnosis: Diagnosis;
}

const looksAgainAfterMs = 3000;

/**
 * Looks, and looks again while something is found that agents at work on their start may be about to mend. It stops
 * early enough to tell what it found within the time limit. A recording shows the last look.
 */
export async function lookUntilSettled(
  host: Host,
  playbook: Playbook,
  options: Look,
  progress: Progress,
): Promise<Sight> {
  const begin = performance.now();
  const isLive = host.source === 'local' || host.source === 'ssh';
  for (;;) {
    const beginOfLook = performance.now();
    const sight = await look(host, playbook, options, progress);
    const now = performance.now();
    const isTimeLeft = now - begin + looksAgainAfterMs + 2 * (now - beginOfLook) < options.timeoutSeconds * 1000;
    const { facts, diagnosis } = sight;
    if (!isLive || !isTimeLeft || !facts.processes.known || diagnosis.findings.length === 0) return sight;
    const starting = await startingAgents(host, facts.processes.value);
    if (starting.length === 0) return sight;
    progress.say(`another look: just started is ${starting.join(', ')}`);
    await host.wait(looksAgainAfterMs);
    host.lookAnew?.();
  }
}

async function look(host: Host, playbook: Playbook, options: Look, progress: Progress): Promise<Sight> {
  const isAsked = (namespace: AgentNamespace) => isNamespaceInScope(options, namespace);
  const facts = await collectFacts(host, { isInScope: isAsked, onProgress: (what) => progress.say(what) });
  const built = buildTopology(facts, host.name);
  const scope = scopeOf(built, options);
  const topology = await withWire(host, built, scope, playbook, options, progress);
  return { facts, topology, scope, diagnosis: diagnose(topology, playbook.checks, scope) };
}

const asksForDhcp = (step: OwnStep): boolean => 'probe' in step && step.probe === 'dhcp';

/** With what is on the wire, as far as the playbook asks about it. */
async function withWire(
  host: Host,
  built: Topology,
  scope: Scope,
  playbook: Playbook,
  options: Look,
  progress: Progress,
): Promise<Topology> {
  const watching = {
    isAsked: (subject: Subject) => isInScope(scope, subject),
    wantedPorts: scope.portKeys,
    permission: permissionOf(host, options),
  };
  const isWatched = playbook.checks.some(isOfTheWire);
  if (!isWatched && (sendsNothing(host, playbook, options) || !playbook.steps.some(asksForDhcp))) return built;
  progress.say('the wire');
  return isWatched ? watchWire(host, built, watching) : { ...built, ...(await watchDhcp(host, built, watching)) };
}

/** A recording in which was only listened holds nothing else. */
export function permissionOf({ listenedSeconds }: Host, { passive, waitSeconds }: Look): Permission {
  if (listenedSeconds !== undefined) return { may: 'listen', seconds: listenedSeconds };
  return passive ? { may: 'listen', seconds: waitSeconds } : { may: 'send' };
}

/** Whether a run only looks and listens. */
export const sendsNothing = (host: Host, { isPassive }: Playbook, options: Look): boolean =>
  isPassive || permissionOf(host, options).may === 'listen';

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
