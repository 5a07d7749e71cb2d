import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunOptions } from '../../src/app/run-options.ts';
import { Recorder } from '../../src/host/recorder.ts';
import { openRecording } from '../../src/host/recording.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { anonymized, pseudonyms } from '../../src/pseudonyms/anonymizer.ts';
import { type Report, reportSchema } from '../../src/report/report.ts';
import { cli, type Diagnosed, examined, hostOf, rootsInScope } from './diagnosis.ts';
import { unseenEvidence } from './evidence.ts';

/** A diagnosis, and what is found in its recording afterwards. */
export interface RecordedRun extends Diagnosed {
  readonly replayed: Report;
  /** What is found first for a VM and for a network that suffer. */
  readonly inScope: ReturnType<typeof rootsInScope>;
  /** Evidence that was neither run nor recorded. */
  readonly unseen: ReturnType<typeof unseenEvidence>;
  /** From a recording under pseudonyms, with what was found first under the same ones. */
  readonly anonymous: { readonly report: Report; readonly first: Report };
}

/** Diagnoses a lab from this process, and replays what was recorded meanwhile. */
export function observeAndRecord(lab: Lab, options: Partial<RunOptions> = {}): Promise<RecordedRun> {
  return inFolder(async (folder) => {
    const bundle = join(folder, 'plain');
    const recorder = new Recorder(hostOf(lab, options));
    const { report, exitCode } = await examined(recorder, options);
    await recorder.save(bundle, aboutListening(options.passive ? options.waitSeconds : undefined), new Date());
    const { exitCode: _, ...replays } = await replaysOf(bundle, folder);
    return { report, exitCode, ...replays };
  });
}

/** Has `qdoctor collect` diagnose and record a lab; the exit code is that of its recording. */
export function collectByCommand(lab: Pick<Lab, 'run'>): Promise<RecordedRun> {
  return inFolder(async (folder) => {
    const bundle = join(folder, 'plain');
    const end = await lab.run([...cli, 'collect', '--quiet', '-o', bundle], { timeoutMs: 130_000 });
    if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(`qdoctor collect: ${JSON.stringify(end)}`);
    const report = reportSchema.parse(JSON.parse(readFileSync(join(bundle, 'report.json'), 'utf8')));
    return { report, ...(await replaysOf(bundle, folder)) };
  });
}

/** A recording is hundreds of small files, which a file system in memory makes for a tenth of the time. */
const inMemory = '/dev/shm';

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(existsSync(inMemory) ? inMemory : tmpdir(), 'qdoctor-recorded-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const aboutListening = (listenedSeconds: number | undefined) => ({
  note: '',
  ...(listenedSeconds === undefined ? {} : { listenedSeconds }),
});

async function replaysOf(bundle: string, folder: string): Promise<Omit<RecordedRun, 'report'>> {
  const recorder = new Recorder(openRecording(bundle));
  const whole = await examined(recorder);
  const { report: replayed, exitCode } = whole;
  const anonymizer = pseudonyms(recorder, Buffer.from('a key of the tests'));
  const hidden = join(folder, 'hidden');
  await recorder.save(hidden, aboutListening(recorder.listenedSeconds), new Date(), anonymizer);
  const { report } = await examined(openRecording(hidden));
  return {
    replayed,
    exitCode,
    inScope: rootsInScope(whole),
    unseen: unseenEvidence(bundle, replayed),
    anonymous: { report, first: anonymized(replayed, anonymizer) },
  };
}
