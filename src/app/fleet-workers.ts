import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Severity } from '../engine/check.ts';
import { UserError } from '../errors.ts';
import { type ExaminedRecording, examineRecording } from './fleet-recordings.ts';

/** In the built package, beside all its other files; the sources and the single executable have none. */
const workerFile = new URL('./fleet-worker.js', import.meta.url);

/** Starting a thread takes as long as reading a few recordings. */
const recordingsPerWorker = 8;
const mostWorkers = 8;

/** Diagnoses the hosts of recordings side by side, on as many processors as there are; in the order of the recordings. */
export async function examineRecordings(
  recordings: readonly string[],
  failOn: Severity,
  interrupt: AbortSignal,
  say: (path: string, nth: number) => void,
): Promise<readonly ExaminedRecording[]> {
  const count = Math.min(availableParallelism(), mostWorkers, Math.floor(recordings.length / recordingsPerWorker));
  const results: ExaminedRecording[] = [];
  let next = 0;
  const takeAll = async (examined: (recording: string) => Promise<ExaminedRecording>) => {
    for (let index = next++; index < recordings.length; index = next++) {
      const recording = recordings[index] ?? '';
      if (interrupt.aborted) throw new UserError('Interrupted.');
      say(recording, index + 1);
      results[index] = await examined(recording);
    }
  };
  if (count < 2 || !workerFile.protocol.startsWith('file') || !existsSync(fileURLToPath(workerFile))) {
    await takeAll((recording) => examineRecording(recording, failOn, interrupt));
    return results;
  }
  const workers = Array.from({ length: count }, () => new Worker(workerFile, { workerData: failOn }));
  const end = () => Promise.all(workers.map((worker) => worker.terminate()));
  interrupt.addEventListener('abort', end, { once: true });
  try {
    await Promise.all(workers.map((worker) => takeAll((recording) => askWorker(worker, recording))));
    return results;
  } finally {
    interrupt.removeEventListener('abort', end);
    await end();
  }
}

/** What a worker makes of a recording; it has one at a time. */
const askWorker = (worker: Worker, recording: string): Promise<ExaminedRecording> =>
  new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      act();
    };
    const onMessage = (result: ExaminedRecording) => settle(() => resolve(result));
    const onError = (error: unknown) => settle(() => reject(error));
    const onExit = () => settle(() => reject(new UserError('Interrupted.')));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(recording);
  });
