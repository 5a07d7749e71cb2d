import { closeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/*
 * A signal and a timer reach a program between two steps of its one thread. A step that reads a huge input, or a check
 * module that loops, would keep both waiting, so a second thread ends the program then.
 */

/** Input from which a step may take long; a thread for less would cost more than the step. */
export const largeBytes = 1024 * 1024;

/** Longer than a busy machine keeps a thread that is ready waiting. */
const stalledMs = 2000;
const beatMs = 100;

const shared = new SharedArrayBuffer(16);
/** How often this thread came round, and whether it was told to end. */
const beats = new Int32Array(shared, 0, 2);
/** When the time limit ends. */
const deadline = new Float64Array(shared, 8, 1);
deadline[0] = Number.POSITIVE_INFINITY;

let isAllowed = false;
let worker: Worker | undefined;

/** For a program of its own: a library does not end the process that uses it. */
export function allowStallWatch(): void {
  isAllowed = true;
}

/** The program has got a signal: it ends, even if a step begins that never does. */
export const endSoon = (): void => void Atomics.store(beats, 1, 1);

/** Called before a step that may take long. */
export function watchForStalls(): void {
  if (!isAllowed || worker !== undefined) return;
  Object.assign(globalThis, { [Symbol.for(endName)]: end });
  setInterval(() => Atomics.add(beats, 0, 1), beatMs).unref();
  const workerData = { shared, stalledMs, beatMs };
  worker = new Worker(source, { eval: true, workerData, stdin: false });
  worker.unref();
  // Without it a step is waited for, as long as it takes.
  worker.on('error', () => {});
}

/** Does work that has a time limit: where it stalls, the program ends with exit code 3 once the limit is over. */
export async function withinLimit<T>(seconds: number, work: () => Promise<T>): Promise<T> {
  deadline[0] = now() + seconds * 1000;
  try {
    return await work();
  } finally {
    deadline[0] = Number.POSITIVE_INFINITY;
  }
}

const now = (): number => performance.timeOrigin + performance.now();

const endName = 'qdoctor.end';

/** Runs in this thread, in the midst of the step: whatever listens to `exit` ends commands and removes files. */
function end(code: number): never {
  // Node would tell of the debugger that called this.
  closeSync(2);
  process.exit(code);
}

/**
 * Signals reach every event loop that asks for them, also that of a thread; the debugger's interface is what can call into
 * a thread that is busy.
 */
const source = `
const { constants } = require('node:os');
const { writeSync } = require('node:fs');
const { Session } = require('node:inspector');
const { shared, stalledMs, beatMs } = require('node:worker_threads').workerData;
const beats = new Int32Array(shared, 0, 2);
const deadline = new Float64Array(shared, 8, 1);
const now = () => performance.timeOrigin + performance.now();
const session = new Session();
session.connectToMainThread();
// Node has no other name for it in a thread.
process.noDeprecation = true;
const { Signal } = process.binding('signal_wrap');
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  const signal = new Signal();
  signal.unref();
  signal.onsignal = () => Atomics.store(beats, 1, 1);
  signal.start(constants.signals[name]);
}
let seen = Atomics.load(beats, 0);
let since = now();
let last = since;
setInterval(() => {
  // Neither thread ran, of a program that was stopped and continued.
  if (now() - last > stalledMs / 2) since = now();
  last = now();
  const beat = Atomics.load(beats, 0);
  if (beat !== seen) {
    seen = beat;
    since = now();
  }
  const isSignalled = Atomics.load(beats, 1) === 1;
  const isLate = now() > deadline[0];
  if (now() - since < stalledMs || !(isSignalled || isLate)) return;
  since = Infinity;
  if (!isSignalled) writeSync(2, 'qdoctor: Timed out (--timeout) in a step that did not end; there is no verdict.\\n');
  const expression = 'globalThis[Symbol.for("${endName}")](' + (isSignalled ? 130 : 3) + ')';
  session.post('Runtime.evaluate', { expression });
}, beatMs);
`;
