import { parentPort, workerData } from 'node:worker_threads';
import type { Severity } from '../engine/check.ts';
import { examineRecording } from './fleet-recordings.ts';

/*
 * A worker thread of `qdoctor fleet`: it gets paths of recordings one by one, and hands back what it found.
 */

const never = new AbortController().signal;
const failOn = workerData as Severity;

parentPort?.on('message', (recording: string) => {
  examineRecording(recording, failOn, never).then(
    (result) => parentPort?.postMessage(result),
    (error: unknown) => {
      throw error;
    },
  );
});
