import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type Check, isOfTheWire, type Severity } from '../engine/check.ts';
import { type Diagnosis, diagnose, exitCodeOf } from '../engine/diagnose.ts';
import { everything, isInScope, type Scope } from '../engine/scope.ts';
import { UserError } from '../errors.ts';
import { collectFacts, type Facts } from '../facts/collect.ts';
import { known } from '../facts/known.ts';
import type { AgentNamespace } from '../facts/namespaces.ts';
import type { Host } from '../host/host.ts';
import { LocalHost } from '../host/local-host.ts';
import { openArchive, openRecording } from '../host/recording.ts';
import { version } from '../package.ts';
import { conclusionOf, verdictsOf } from '../playbook/conclude.ts';
import { loadPlaybook, type Playbook } from '../playbook/playbook.ts';
import { refuseOpen } from '../playbook/question.ts';
import { runSteps } from '../playbook/run-steps.ts';
import { type OwnStep, sends } from '../playbook/step-schema.ts';
import { type Permission, watchDhcp } from '../probes/watch-dhcp.ts';
import { watchWire } from '../probes/watch-wire.ts';
import type { OutputFormat, ReportFormat } from '../report/formats.ts';
import { renderJson } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { onTheWire } from '../report/on-the-wire.ts';
import { printableLine } from '../report/printable.ts';
import type { Progress } from '../report/progress.ts';
import { buildReport, type Report } from '../report/report.ts';
import { renderText, type TextOptions } from '../report/text.ts';
import { buildTopology } from '../topology/build.ts';
import { findNetwork, findPort, findRouter } from '../topology/find.ts';
import type { Subject } from '../topology/subject.ts';
import type { Topology } from '../topology/types.ts';
import { catalogueWith } from './own-checks.ts';

export interface DiagnoseOptions {
  readonly playbook: string;
  /** NAME=VALUE for the playbook's variables. */
  readonly settings?: readonly string[] | undefined;
  /** Where a site's own check modules are. */
  readonly checks?: readonly string[] | undefined;
  readonly networks: readonly string[];
  readonly routers: readonly string[];
  readonly ports: readonly string[];
  readonly from: string | undefined;
  /** Another host, as ssh calls it. */
  readonly host?: string | undefined;
  readonly passive: boolean;
  /** How long to listen for DHCP where nothing may be sent. */
  readonly waitSeconds: number;
  readonly timeoutSeconds: number;
  readonly failOn: Severity;
  readonly formats: readonly OutputFormat[];
  readonly hasColor: boolean;
  readonly isQuiet: boolean;
  readonly isVerbose: boolean;
  /** Undefined: the host is only looked at. */
  readonly fix?: { readonly isAgreed: boolean; readonly logFile: string | undefined } | undefined;
}

/** Runs a playbook on a host or a recording, writes the reports, and gives the exit code of the contract. */
export async function runDiagnosis(options: DiagnoseOptions, interrupt: AbortSignal): Promise<number> {
  const playbook = loadPlaybook(options.playbook, await catalogueWith(options.checks), options.settings);
  refuseOpen(playbook.ask, options, playbook.vars);
  for (const { message } of playbook.expired) process.stderr.write(`qdoctor: ${printableLine(message)}\n`);
  const { report, exitCode } = await withProgress(options, async (progress) => {
    const first = await withHost(options, interrupt, (host) => examine(host, playbook, options, progress));
    return options.fix === undefined ? first : fixed(first, playbook, options, interrupt, progress);
  });
  if (interrupt.aborted) return 130;
  for (const { format, file } of options.formats) {
    const text = rendered(report, format, playbook, {
      hasColor: options.hasColor && file === undefined,
      isVerbose: options.isVerbose,
    });
    if (file === undefined) process.stdout.write(text);
    else await writeReport(file, text);
  }
  return exitCode;
}

function rendered(
  report: Report,
  format: ReportFormat,
  { checks }: Playbook,
  look: Pick<TextOptions, 'hasColor' | 'isVerbose'>,
): string {
  switch (format) {
    case 'text':
      return renderText(report, { ...look, checks });
    case 'json':
      return renderJson(report);
    case 'markdown':
      return renderMarkdown(report, checks);
  }
}

/** What is found after the fixes that were agreed to, with what was done. */
async function fixed(
  first: Examination,
  playbook: Playbook,
  options: DiagnoseOptions,
  interrupt: AbortSignal,
  progress: Progress,
): Promise<Examination> {
  const [{ repairSafely, tellStanding }, { Journal }, { thisMachine }] = await Promise.all([
    import('./fix.ts'),
    import('../fix/journal.ts'),
    import('../fix/transaction.ts'),
  ]);
  const journal = new Journal(options.fix?.logFile);
  const { last, repairs } = await repairSafely(first, {
    machine: thisMachine(),
    journal,
    interrupt,
    isAgreed: options.fix?.isAgreed === true,
    lookAgain: async () => examine(await openHost(options, interrupt), playbook, options, progress),
    say: (what) => progress.say(what),
  });
  if (interrupt.aborted) process.stderr.write(tellStanding(journal));
  return { ...last, report: { ...last.report, repairs } };
}

/** Writes a report where the user wants it. */
export async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new UserError(`The report can't be written to ${file}.`, { cause, hint: (cause as Error).message });
  }
}

/** Everything that one look at a host gives. */
export interface Examination {
  readonly facts: Facts;
  readonly topology: Topology;
  readonly diagnosis: Diagnosis;
  readonly report: Report;
  readonly exitCode: 0 | 1 | 3;
}

/** What to look at, and what may be done for it. */
type Look = Pick<DiagnoseOptions, 'networks' | 'routers' | 'ports' | 'passive' | 'waitSeconds' | 'failOn'>;

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

/** Progress is for a person at a terminal; a run without one does not even load it. */
export async function withProgress<T>(
  { isQuiet }: Pick<DiagnoseOptions, 'isQuiet'>,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  if (isQuiet || !process.stderr.isTTY) return work({ say: () => {} });
  const { showProgress } = await import('../report/progress.ts');
  return showProgress('Looking at the host', work);
}

type Where = Pick<DiagnoseOptions, 'from' | 'host' | 'timeoutSeconds'>;

/** Does some work with the host that is asked about, and lets go of it. */
export async function withHost<T>(where: Where, interrupt: AbortSignal, work: (host: Host) => Promise<T>): Promise<T> {
  const host = await openHost(where, interrupt);
  try {
    return await work(host);
  } finally {
    await host.close?.();
  }
}

/** Comes with `interrupt` or after some seconds. AbortSignal.any holds a timeout so weakly that it may never come. */
function endingAfter(seconds: number, interrupt: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const end = () => controller.abort();
  if (interrupt.aborted) end();
  interrupt.addEventListener('abort', end, { once: true });
  setTimeout(end, seconds * 1000).unref();
  return controller.signal;
}

/** The recording or the machine that is asked about; whatever runs there ends with `interrupt` or the time limit. */
export async function openHost({ from, host, timeoutSeconds }: Where, interrupt: AbortSignal): Promise<Host> {
  const ending = () => endingAfter(timeoutSeconds, interrupt);
  if (host !== undefined) {
    if (from !== undefined)
      throw new UserError('A recording and a host are two places.', { hint: 'Give one of them.' });
    const { openSsh } = await import('../host/ssh-host.ts');
    return openSsh(host, timeoutSeconds, ending());
  }
  if (from !== undefined) {
    const isPacked = statSync(from, { throwIfNoEntry: false })?.isFile() === true;
    return isPacked ? openArchive(from, interrupt) : openRecording(from);
  }
  if (process.platform !== 'linux') {
    throw new UserError(`A live diagnosis needs Linux; this is ${process.platform}.`, {
      exitCode: 3,
      hint: 'Diagnose a recording of the host with --from.',
    });
  }
  if (process.getuid?.() !== 0) {
    throw new UserError('Only root can look into the namespaces and the switch.', {
      exitCode: 3,
      hint: 'Run it as root: sudo qdoctor --ci',
    });
  }
  return new LocalHost(ending());
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
