import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { UserError } from '../errors.ts';
import type { CloudHost } from '../fleet/cloud.ts';
import { planCrossings } from '../fleet/plan-crossings.ts';
import type { Host } from '../host/host.ts';
import { type CrossingWatch, watchCrossings } from '../probes/host-crossings.ts';
import type { FleetReport } from '../report/fleet/report.ts';
import { type Progress, silent } from '../report/progress.ts';
import { scratchFolder } from '../scratch.ts';
import { diagnoseFleet, type FleetOptions, type MissingHost } from './fleet.ts';
import { endingAfter } from './open-host.ts';
import { playbookToRecord, recordHost } from './record.ts';

export interface FleetHostsOptions extends Pick<FleetOptions, 'missing' | 'failOn'> {
  /** As OpenSSH takes them. */
  readonly destinations: readonly string[];
  /** Nothing is sent, on the hosts or between them. */
  readonly passive: boolean;
  readonly timeoutSeconds: number;
}

/** A host that is open, by the name that the user has for it. */
export interface OpenHost {
  readonly destination: string;
  readonly host: Host;
}

/** So many hosts are read side by side. */
const concurrency = 8;
/** Where nothing may be sent: how long each host listens for DHCP. */
const waitSeconds = 10;

/**
 * Diagnoses hosts over ssh as one cloud, in two rounds: each is recorded, and then packets are sent from host to host and
 * watched on both. One that cannot be reached is a line of the report.
 */
export async function diagnoseHosts(
  { destinations, passive, timeoutSeconds, missing, failOn }: FleetHostsOptions,
  interrupt: AbortSignal,
  progress: Progress,
): ReturnType<typeof diagnoseFleet> {
  const { openSsh } = await import('../host/ssh-host.ts');
  const unreached: MissingHost[] = [];
  const opened = await pLimit(concurrency).map([...new Set(destinations)], async (destination): Promise<OpenHost[]> => {
    try {
      const host = await openSsh(destination, timeoutSeconds, endingAfter(timeoutSeconds, interrupt));
      return [{ destination, host }];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unreached.push({ name: destination, reason: error.message });
      return [];
    }
  });
  const hosts = opened.flat();
  const [first] = unreached;
  if (hosts.length === 0 && first !== undefined) throw new UserError(first.reason, { exitCode: 3 });
  try {
    return await diagnoseOpenHosts(
      hosts,
      { passive, missing: [...missing, ...unreached], failOn },
      interrupt,
      progress,
    );
  } finally {
    await Promise.all(hosts.map(({ host }) => host.close?.()));
  }
}

/**
 * The same of hosts that are open already.
 * @internal for tests
 */
export async function diagnoseOpenHosts(
  open: readonly OpenHost[],
  { passive, missing, failOn }: Pick<FleetHostsOptions, 'passive' | 'missing' | 'failOn'>,
  interrupt: AbortSignal,
  progress: Progress,
): ReturnType<typeof diagnoseFleet> {
  const folder = scratchFolder();
  const hosts = new Map(open.map(({ destination, host }) => [join(folder, `${fileNameOf(destination)}.tar.gz`), host]));
  const options = { passive, waitSeconds, timeoutSeconds: 120, hasPseudonyms: false };
  try {
    const failed: MissingHost[] = [];
    await pLimit(concurrency).map([...hosts], async ([output, host]) => {
      progress.say(`recording ${host.name}`);
      try {
        const playbook = playbookToRecord('full', undefined);
        await recordHost(host, playbook, { ...options, output }, interrupt, (work) => work(silent));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        failed.push({ name: host.name, reason: error.message });
        hosts.delete(output);
      }
    });
    if (interrupt.aborted) throw new UserError('Interrupted.');
    const watch = async (recorded: readonly RecordedHost[]) => {
      progress.say('packets from host to host');
      return watchBetween(hosts, recorded);
    };
    const { report, exitCode } = await diagnoseFleet(
      { paths: [...hosts.keys()], missing: [...missing, ...failed], failOn, ...(passive ? {} : { watch }) },
      interrupt,
      progress,
    );
    return { report: withoutPaths(report), exitCode };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Hosts that share their name are told apart by it. */
const fileNameOf = (destination: string): string => destination.replace(/[^\w.@-]/g, '_');

type RecordedHost = CloudHost & { readonly recording: string };

/** What was seen of packets between hosts, by the host that sent them. */
async function watchBetween(
  hosts: ReadonlyMap<string, Host>,
  recorded: readonly RecordedHost[],
): Promise<ReadonlyMap<string, readonly CrossingWatch[]>> {
  const named = new Map(
    recorded.flatMap(({ name, recording }) => {
      const host = hosts.get(recording);
      return host === undefined ? [] : [[name, host] as const];
    }),
  );
  const watched = await watchCrossings(named, planCrossings(recorded));
  return new Map(recorded.map(({ name }) => [name, watched.filter(({ from }) => from.host === name)]));
}

/** Its recordings are gone by then. */
const withoutPaths = (report: FleetReport): FleetReport => ({
  ...report,
  hosts: report.hosts.map((host) => ({ ...host, recording: null })),
});
