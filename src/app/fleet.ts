import { cloudChecks } from '../../checks/fleet/index.ts';
import { checks } from '../../checks/index.ts';
import type { Evidence, Severity } from '../engine/check.ts';
import { UserError } from '../errors.ts';
import { valuesOf } from '../facts/known.ts';
import { hasStatements } from '../facts/statements.ts';
import { diagnoseCloud } from '../fleet/diagnose.ts';
import type { CloudFinding } from '../fleet/explain.ts';
import { findRecordings } from '../host/find-recordings.ts';
import type { Host } from '../host/host.ts';
import { openRecordings } from '../host/recording.ts';
import { version } from '../package.ts';
import type { CrossingWatch } from '../probes/host-crossings.ts';
import { affectedBy } from '../report/affected.ts';
import { buildFleetReport } from '../report/fleet/build.ts';
import type { FleetHost, FleetReport } from '../report/fleet/report.ts';
import type { Progress } from '../report/progress.ts';
import type { Affected } from '../report/report.ts';
import { acrossCleaned, cleanedNote } from './cleaned.ts';
import type { ExaminedHost } from './fleet-recordings.ts';
import { examineRecordings } from './fleet-workers.ts';
import { seeEvidence } from './see-evidence.ts';

export interface FleetOptions {
  /** Recordings, and folders of them. */
  readonly paths: readonly string[];
  /** Hosts of the cloud without a recording. */
  readonly missing: readonly MissingHost[];
  readonly failOn: Severity;
  /** Sends packets from host to host and watches them on both, by the name of the host that sends. */
  readonly watch?: (recorded: readonly Recorded[]) => Promise<ReadonlyMap<string, readonly CrossingWatch[]>>;
}

export interface MissingHost {
  readonly name: string;
  readonly reason: string;
}

/** A host as its recording shows it. */
interface Recorded extends ExaminedHost {
  readonly name: string;
  readonly recording: string;
}

/** Diagnoses each host of some recordings as it is diagnosed alone, and then all of them as one cloud. */
export async function diagnoseFleet(
  { paths, missing, failOn, watch }: FleetOptions,
  interrupt: AbortSignal,
  progress: Progress,
): Promise<{ readonly report: FleetReport; readonly exitCode: 0 | 1 | 3 }> {
  const started = new Date();
  const begin = performance.now();
  const recordings = paths.flatMap(findRecordings);
  const examined = await examineRecordings(recordings, failOn, interrupt, (path, nth) =>
    progress.say(`${path} (${nth} of ${recordings.length})`),
  );
  const unread = examined.flatMap((one) => ('unread' in one ? [{ recording: one.recording, reason: one.unread }] : []));
  const recorded = examined.flatMap((one) =>
    'unread' in one
      ? []
      : one.hosts.map((host): Recorded => ({ ...host, name: host.hostname, recording: one.recording })),
  );
  if (recorded.length === 0) {
    throw new UserError(unread[0]?.reason ?? `${paths.join(', ')}: no recording found.`, {
      hint: 'Record each host: sudo qdoctor collect',
    });
  }
  const { used, superseded } = oneOfEach(recorded);
  const hosts: readonly FleetHost[] = [
    ...used.map(({ name, recording, report }) => hostIn(name, recording, 'diagnosed', null, report)),
    ...superseded.map(({ name, recording }) => hostIn(name, recording, 'superseded', recording)),
    ...unread.map(({ recording, reason }) => hostIn(recording, recording, 'unreadable', reason)),
    ...missing.map(({ name, reason }) => hostIn(name, null, 'missing', reason)),
  ];
  const crossings = await watch?.(used);
  const cloud = diagnoseCloud(
    used.map((one) => ({ ...one, crossings: crossings?.get(one.name) ?? [] })),
    {
      checks: isAnyCleaned(used) ? acrossCleaned(cloudChecks) : cloudChecks,
      hostChecks: checks,
      isWhole: unread.length + missing.length === 0,
    },
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

const isAnyCleaned = (hosts: readonly Recorded[]): boolean =>
  hosts.some(({ report }) => report.notes?.includes(cleanedNote) === true);

/**
 * Each host once, by a name of its own: of several recordings of one host the newest counts. Other hosts may have its name
 * too; they are told apart by their recordings.
 */
function oneOfEach(all: readonly Recorded[]): {
  readonly used: readonly Recorded[];
  readonly superseded: readonly Recorded[];
} {
  const newestFirst = all.toSorted((one, other) => (other.recorded ?? '').localeCompare(one.recorded ?? ''));
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
  const [first, second] = [one, other].map(({ topology }) => [
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
  const hosts = new Reopened(used);
  const counts = new Map<string, number>();
  const seen: CloudFinding[] = [];
  for (const finding of findings) {
    const nth = (counts.get(finding.check) ?? 0) + (finding.inReport === null ? 1 : 0);
    counts.set(finding.check, nth);
    if (finding.inReport !== null) seen.push(finding);
    else seen.push(nth > shownPerCheck ? { ...finding, evidence: [] } : await seenOnEach(hosts, finding));
  }
  return seen;
}

/** The hosts of recordings, opened again for what is looked up in them; the last ones stay open. */
class Reopened {
  readonly #used: ReadonlyMap<string, Recorded>;
  readonly #open = new Map<string, readonly Host[]>();

  constructor(used: readonly Recorded[]) {
    this.#used = new Map(used.map((one) => [one.name, one]));
  }

  async host(name: string): Promise<Host | undefined> {
    const one = this.#used.get(name);
    if (one === undefined) return undefined;
    const { recording, hostname } = one;
    const hosts = this.#open.get(recording) ?? (await openRecordings(recording, undefined, hasStatements));
    this.#open.delete(recording);
    this.#open.set(recording, hosts);
    const [oldest] = this.#open.keys();
    if (this.#open.size > mostOpen && oldest !== undefined) this.#open.delete(oldest);
    return hosts.find((host) => host.name === hostname);
  }
}

const mostOpen = 20;

async function seenOnEach(hosts: Reopened, finding: CloudFinding): Promise<CloudFinding> {
  const evidence: Evidence[] = [];
  let { fix } = finding;
  for (const name of finding.hosts) {
    const host = await hosts.host(name);
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
    .map(({ report, topology }) => {
      const own = report.findings.find(({ id }) => id === finding.inReport);
      return own?.affected ?? affectedBy(finding, [], topology);
    });
}

/** 0 nothing at or above the threshold, 1 a finding that is, 3 no such finding but something could not be diagnosed. */
function exitCodeOf({ verdict, findings }: FleetReport, failOn: Severity): 0 | 1 | 3 {
  if (findings.some(({ severity }) => failOn === 'warning' || severity === 'error')) return 1;
  return verdict === 'incomplete' ? 3 : 0;
}
