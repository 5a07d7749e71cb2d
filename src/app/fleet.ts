import { cloudChecks } from '../../checks/fleet/index.ts';
import { checks } from '../../checks/index.ts';
import type { Evidence, Severity } from '../engine/check.ts';
import { UserError } from '../errors.ts';
import { valuesOf } from '../facts/known.ts';
import { hasStatements } from '../facts/statements.ts';
import { diagnoseCloud } from '../fleet/diagnose.ts';
import type { CloudFinding } from '../fleet/explain.ts';
import { type FoundRecording, findRecordings } from '../host/find-recordings.ts';
import type { Host } from '../host/host.ts';
import { version } from '../package.ts';
import { loadPlaybook } from '../playbook/playbook.ts';
import { affectedBy } from '../report/affected.ts';
import { buildFleetReport } from '../report/fleet/build.ts';
import type { FleetHost, FleetReport } from '../report/fleet/report.ts';
import type { Progress } from '../report/progress.ts';
import type { Affected } from '../report/report.ts';
import { type Examination, examine } from './examine.ts';
import { wholeHost } from './run-options.ts';
import { seeEvidence } from './see-evidence.ts';

export interface FleetOptions {
  /** Recordings, and folders of them. */
  readonly paths: readonly string[];
  /** Hosts of the cloud without a recording. */
  readonly missing: readonly MissingHost[];
  readonly failOn: Severity;
}

export interface MissingHost {
  readonly name: string;
  readonly reason: string;
}

/** A host as its recording shows it. */
interface Recorded {
  readonly name: string;
  readonly recording: string;
  readonly host: Host;
  readonly examination: Examination;
}

interface Unread {
  readonly recording: string;
  readonly reason: string;
}

/** Diagnoses each host of some recordings as it is diagnosed alone, and then all of them as one cloud. */
export async function diagnoseFleet(
  { paths, missing, failOn }: FleetOptions,
  interrupt: AbortSignal,
  progress: Progress,
): Promise<{ readonly report: FleetReport; readonly exitCode: 0 | 1 | 3 }> {
  const started = new Date();
  const begin = performance.now();
  const recordings = paths.flatMap((path) => findRecordings(path, hasStatements));
  const { recorded, unread } = await examineAll(recordings, failOn, interrupt, progress);
  if (recorded.length === 0) {
    throw new UserError(unread[0]?.reason ?? `${paths.join(', ')}: no recording found.`, {
      hint: 'Record each host: sudo qdoctor collect',
    });
  }
  const { used, superseded } = oneOfEach(recorded);
  const hosts: readonly FleetHost[] = [
    ...used.map(({ name, recording, examination: { report } }) => hostIn(name, recording, 'diagnosed', null, report)),
    ...superseded.map(({ name, recording }) => hostIn(name, recording, 'superseded', recording)),
    ...unread.map(({ recording, reason }) => hostIn(recording, recording, 'unreadable', reason)),
    ...missing.map(({ name, reason }) => hostIn(name, null, 'missing', reason)),
  ];
  const cloud = diagnoseCloud(
    used.map(({ name, host, examination: { topology, diagnosis } }) => ({
      ...{ name, topology, diagnosis },
      ...{ hostname: host.name, recorded: host.recorded },
    })),
    { checks: cloudChecks, hostChecks: checks, isWhole: unread.length + missing.length === 0 },
  );
  const findings = await seenOnHosts(used, cloud.findings);
  const circumstances = {
    version,
    started: started.toISOString(),
    seconds: Math.round(performance.now() - begin) / 1000,
  };
  const report = buildFleetReport({ ...cloud, findings }, hosts, circumstances, (finding) => affectedIn(used, finding));
  return { report, exitCode: exitCodeOf(report, failOn) };
}

/** Of each recording its hosts, or why it can't be read. */
async function examineAll(
  recordings: readonly FoundRecording[],
  failOn: Severity,
  interrupt: AbortSignal,
  progress: Progress,
): Promise<{ readonly recorded: readonly Recorded[]; readonly unread: readonly Unread[] }> {
  const playbook = loadPlaybook('full', checks);
  const run = { ...wholeHost, passive: false, waitSeconds: 10, timeoutSeconds: 120, failOn } as const;
  const recorded: Recorded[] = [];
  const unread: Unread[] = [];
  for (const [index, { path, open }] of recordings.entries()) {
    if (interrupt.aborted) throw new UserError('Interrupted.');
    progress.say(`${path} (${index + 1} of ${recordings.length})`);
    try {
      for (const host of await open(interrupt)) {
        const examination = await examine(host, playbook, run, progress);
        recorded.push({ name: host.name, recording: path, host, examination });
      }
    } catch (error) {
      // One that is damaged takes nothing away from the others.
      if (!(error instanceof UserError) || interrupt.aborted) throw error;
      unread.push({ recording: path, reason: error.message });
    }
  }
  return { recorded, unread };
}

/**
 * Each host once, by a name of its own: of several recordings of one host the newest counts. Other hosts may have its name
 * too; they are told apart by their recordings.
 */
function oneOfEach(all: readonly Recorded[]): {
  readonly used: readonly Recorded[];
  readonly superseded: readonly Recorded[];
} {
  const newestFirst = all.toSorted((one, other) => (other.host.recorded ?? '').localeCompare(one.host.recorded ?? ''));
  const superseded = new Set(
    newestFirst.filter((one, index) => newestFirst.slice(0, index).some((newer) => isSameHost(one, newer))),
  );
  const used = all.filter((one) => !superseded.has(one));
  const isShared = ({ name }: Recorded) => used.filter((other) => other.name === name).length > 1;
  return {
    used: used.map((one) => (isShared(one) ? { ...one, name: `${one.name} (${one.recording})` } : one)),
    superseded: [...superseded],
  };
}

/** Hosts of one name, unless their bridges and tunnels tell them apart. */
function isSameHost(one: Recorded, other: Recorded): boolean {
  if (one.name !== other.name) return false;
  const [first, second] = [one, other].map(({ examination: { topology } }) => [
    ...(topology.switchDatabase.known
      ? topology.switchDatabase.value.bridges.flatMap(({ datapathId }) => datapathId ?? [])
      : []),
    // Where the database of Open vSwitch was made again between the recordings, the address stays.
    ...valuesOf(topology.tunnels).flatMap(({ localIp }) => localIp ?? []),
  ]);
  if (first === undefined || second === undefined || first.length === 0 || second.length === 0) return true;
  return first.some((id) => second.includes(id));
}

const hostIn = (
  name: string,
  recording: string | null,
  state: FleetHost['state'],
  reason: string | null,
  report: FleetHost['report'] = null,
): FleetHost => ({ name, recording, state, reason, report });

/** So many findings of one check between hosts are shown with their evidence. */
const shownPerCheck = 50;

/** The findings, those between hosts with what their evidence prints on each of them. */
async function seenOnHosts(
  used: readonly Recorded[],
  findings: readonly CloudFinding[],
): Promise<readonly CloudFinding[]> {
  const byName = new Map(used.map((one) => [one.name, one.host]));
  const counts = new Map<string, number>();
  const seen: CloudFinding[] = [];
  for (const finding of findings) {
    const nth = (counts.get(finding.check) ?? 0) + (finding.inReport === null ? 1 : 0);
    counts.set(finding.check, nth);
    if (finding.inReport !== null) seen.push(finding);
    else seen.push(nth > shownPerCheck ? { ...finding, evidence: [] } : await seenOnEach(byName, finding));
  }
  return seen;
}

async function seenOnEach(hosts: ReadonlyMap<string, Host>, finding: CloudFinding): Promise<CloudFinding> {
  const evidence: Evidence[] = [];
  let { fix } = finding;
  for (const name of finding.hosts) {
    const host = hosts.get(name);
    const own = finding.evidence.filter((each) => each.host === name);
    const [shown] = host === undefined ? [] : await seeEvidence(host, [{ ...finding, evidence: own }]);
    evidence.push(...(shown?.evidence ?? []));
    // Its tools may be in containers there.
    if (name === finding.host) fix = shown?.fix ?? fix;
  }
  return { ...finding, fix, evidence };
}

/** Who suffers from a finding on its own host, or on any of those that it is between. */
function affectedIn(used: readonly Recorded[], finding: CloudFinding): readonly Affected[] {
  return used
    .filter(({ name }) => finding.hosts.includes(name))
    .map(({ examination: { report, topology } }) => {
      const own = report.findings.find(({ id }) => id === finding.inReport);
      return own?.affected ?? affectedBy(finding, [], topology);
    });
}

/** 0 nothing at or above the threshold, 1 a finding that is, 3 no such finding but something could not be diagnosed. */
function exitCodeOf({ verdict, findings }: FleetReport, failOn: Severity): 0 | 1 | 3 {
  if (findings.some(({ severity }) => failOn === 'warning' || severity === 'error')) return 1;
  return verdict === 'incomplete' ? 3 : 0;
}
