import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { checks as catalogue } from '../../checks/index.ts';
import { UserError } from '../errors.ts';
import { factIds } from '../facts/index.ts';
import { giveToCaller, writing } from '../files.ts';
import type { Host } from '../host/host.ts';
import { pack } from '../host/pack.ts';
import { type About, type Anonymizer, Recorder, redacted } from '../host/recorder.ts';
import { loadPlaybook, type Playbook, withAllChecks } from '../playbook/playbook.ts';
import { refuseOpenValues } from '../playbook/question.ts';
import { anonymized, pseudonyms } from '../pseudonyms/anonymizer.ts';
import { toJson } from '../report/json.ts';
import type { Progress } from '../report/progress.ts';
import type { Report } from '../report/report.ts';
import { scratchFolder } from '../scratch.ts';
import { examine } from './examine.ts';
import { wholeHost } from './run-options.ts';
import { versionsOf } from './versions.ts';

export interface RecordOptions {
  /** A folder or a .tar.gz; by default a file named after the host and the time. */
  readonly output: string | undefined;
  readonly passive: boolean;
  readonly waitSeconds: number;
  readonly timeoutSeconds: number;
  /** With other names and addresses in place of the host's own. */
  readonly hasPseudonyms: boolean;
}

export interface Recorded {
  readonly target: string;
  readonly commands: number;
  readonly captures: number;
}

/** The playbook whose run is recorded, with all checks: what is recorded for it, any can be run on. */
export function playbookToRecord(name: string, settings: readonly string[] | undefined): Playbook {
  const playbook = loadPlaybook(name, catalogue, settings);
  refuseOpenValues(playbook.ask, playbook.vars);
  return withAllChecks(playbook, catalogue);
}

/** Diagnoses a host and keeps what it was asked, with its answers and its captures; undefined where interrupted. */
export async function recordHost(
  host: Host,
  playbook: Playbook,
  options: RecordOptions,
  interrupt: AbortSignal,
  withProgress: <T>(work: (progress: Progress) => Promise<T>) => Promise<T>,
): Promise<Recorded | undefined> {
  const { passive, waitSeconds, timeoutSeconds, hasPseudonyms } = options;
  const started = new Date();
  // A name that is to be hidden is not the file's either.
  const target = options.output ?? `${nameOf(hasPseudonyms ? 'host' : host.name, started)}.tar.gz`;
  refuseTaken(target);
  const recorder = new Recorder(host);
  const run = { ...wholeHost, passive, waitSeconds, timeoutSeconds, failOn: 'error', alsoGather: factIds } as const;
  const [{ report }, versions] = await withProgress((progress) =>
    Promise.all([examine(recorder, playbook, run, progress), versionsOf(recorder)]),
  );
  if (interrupt.aborted) return undefined;
  const anonymizer = hasPseudonyms ? pseudonyms(recorder) : redacted;
  const about = {
    note: 'Recorded by qdoctor collect.',
    versions,
    playbook: playbook.name,
    ...(passive ? { listenedSeconds: waitSeconds } : {}),
  };
  return { target, ...(await saveRecording(recorder, report, target, about, started, anonymizer)) };
}

/** Writes what a recorder holds where the user wants it, as a folder or packed, with the report of its run. */
export function saveRecording(
  recorder: Recorder,
  report: Report,
  target: string,
  about: About,
  started: Date,
  anonymizer: Anonymizer,
): Promise<Omit<Recorded, 'target'>> {
  return writing(target, async () => {
    const beside = scratchFolder(dirname(resolve(target)));
    const scratch = isPacked(target) ? scratchFolder() : beside;
    try {
      const folder = join(scratch, nameOf(anonymizer.text(recorder.name), started));
      const note = `${about.note} The report at that time: ${reportName}.`;
      const counts = await recorder.save(folder, { ...about, note, report: reportName }, started, anonymizer);
      writeFileSync(join(folder, reportName), toJson(anonymized(report, anonymizer)));
      if (isPacked(target)) {
        const packed = join(beside, 'packed');
        await pack(folder, packed);
        giveToCaller(packed);
        renameSync(packed, target);
      } else {
        chmodSync(folder, 0o700);
        giveToCaller(folder);
        renameSync(folder, target);
      }
      return counts;
    } finally {
      for (const path of [scratch, beside]) rmSync(path, { recursive: true, force: true });
    }
  });
}

const reportName = 'report.json';

const isPacked = (path: string): boolean => /\.(?:tar\.gz|tgz)$/.test(path);

/** A name for files; a host's own name is what somebody gave it. */
const nameOf = (name: string, at: Date): string =>
  `qdoctor-${name.replace(/[^\w.-]+/g, '_')}-${at.toISOString().replace(/[-:]|\.\d+/g, '')}`;

/** Refuses to overwrite anything, before the host is read. */
export function refuseTaken(target: string): void {
  const folder = dirname(resolve(target));
  if (!existsSync(folder)) {
    throw new UserError(`Folder ${folder} does not exist.`, { hint: 'Create it or choose another place.' });
  }
  if (existsSync(target)) {
    throw new UserError(`${target} already exists.`, { hint: 'Choose another name.' });
  }
}
