import { readdirSync, statSync } from 'node:fs';
import { register } from 'node:module';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createContext, Script } from 'node:vm';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { checks as builtIn } from '../../checks/index.ts';
import { type Check, CouldNotTell, type Fault } from '../engine/check.ts';
import { layers } from '../engine/layers.ts';
import { UserError } from '../errors.ts';
import { reading, readWhole } from '../files.ts';
import { packageRoot } from '../package.ts';
import { statFieldsOf } from '../process-stat.ts';
import { printableLine } from '../report/printable.ts';
import { evidenceSchema, fixSchema } from '../report/report.ts';
import { watchForStalls } from '../stalls.ts';
import { inputNames, sections } from '../topology/index.ts';

const text = z.string().min(1);
const aFunction = z.custom<(...words: never[]) => unknown>((value) => typeof value === 'function', 'not a function');

/** The shape of a check: a JavaScript module has no compiler to hold it. */
const checkSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/, 'not a valid id such as uplink-mtu-small'),
  layer: z.enum(layers),
  title: text,
  why: text,
  symptom: text,
  remedy: text,
  limits: text,
  sources: z.array(text),
  severity: z.enum(['error', 'warning']),
  each: z.enum(sections.map(({ name }) => name)),
  with: z.array(z.enum(inputNames)).optional(),
  explainedBy: z.array(text),
  applies: aFunction.optional(),
  judge: aFunction,
});

const faultSchema = z
  .strictObject({
    summary: text,
    evidence: z.array(evidenceSchema),
    fix: fixSchema.nullable(),
    severity: z.enum(['error', 'warning']).optional(),
    shared: text.optional(),
  })
  .optional();

/** qdoctor's own checks, and behind them those of the modules at `paths`: files, or folders of them. */
export async function catalogueWith(paths: readonly string[] = []): Promise<readonly Check[]> {
  if (paths.length === 0) return builtIn;
  // A module anywhere may import 'qdoctor', and gets the very one that runs it.
  register(hook);
  // What loads in a thread of its own may still loop in this one.
  watchForStalls();
  const all = [...builtIn];
  const files = paths.flatMap(modulesAt);
  for (const file of files) {
    const content = await contentOf(file);
    const before = () => all.map(({ id }) => id);
    try {
      for (const one of Array.isArray(content) ? content : [content]) all.push(checked(one, file, before()));
    } catch (cause) {
      // A getter of the module may throw whatever it likes.
      throw cause instanceof UserError ? cause : broken(file, String(cause), { cause });
    }
  }
  blameModules(files);
  return all;
}

const own = pathToFileURL(join(packageRoot, 'dist/src/index.js')).href;
const hook = `data:text/javascript,${encodeURIComponent(`export const resolve = (name, context, next) =>
    name === 'qdoctor' ? { url: ${JSON.stringify(own)}, shortCircuit: true } : next(name, context);`)}`;
const hookSource = `require('node:module').register(${JSON.stringify(hook)});`;

function modulesAt(path: string): readonly string[] {
  if (!reading(path, () => statSync(path)).isDirectory()) return [path];
  const files = reading(path, () => readdirSync(path)).filter((name) => /\.m?js$/.test(name));
  if (files.length > 0) return files.sort().map((name) => join(path, name));
  throw new UserError(`${path} contains no checks.`, { hint: 'Each check is a JavaScript module, .js or .mjs.' });
}

/**
 * A module is loaded in no time, and a check judges one item in no time; a slow machine gets a thousand times that. Loading
 * starts threads, which a busy machine keeps waiting: only their own time counts, and what they waited for nothing.
 */
const loadMs = 10_000;
const judgeMs = 5000;
/** A module can also wait in a way that leaves no trace of it. */
const longestLoadMs = 100_000;

/**
 * The content of a module that was seen to load elsewhere: one that loops, or never ends to load, would hold up this
 * thread for good.
 */
async function contentOf(file: string): Promise<unknown> {
  readWhole(file);
  const url = pathToFileURL(resolve(file)).href;
  const problem = await trialOf(url);
  if (problem !== undefined) throw broken(file, problem);
  const restore = printToStderr();
  try {
    const late = new AbortController();
    const isLate = sleep(loadMs, undefined, { signal: late.signal }).then(() => {
      throw new Error('it never ends to load');
    });
    const loaded: Promise<{ readonly default?: unknown }> = import(url);
    return (await Promise.race([loaded, isLate]).finally(() => late.abort())).default;
  } catch (cause) {
    throw broken(file, String(cause), { cause });
  } finally {
    restore();
  }
}

/** Why a module does not load. */
function trialOf(url: string): Promise<string | undefined> {
  const source = `const { parentPort } = require('node:worker_threads');
    try {
      parentPort.postMessage({ thread: require('node:fs').readlinkSync('/proc/thread-self') });
    } catch {}
    // What fails once it is loaded fails later; left to itself, it would overtake the message.
    let isOver = false;
    const end = (problem) => {
      if (!isOver) parentPort.postMessage({ problem });
      isOver = true;
    };
    process.on('uncaughtException', (error) => end(String(error)));
    ${hookSource}
    import(${JSON.stringify(url)}).then(() => end(undefined), (error) => end(String(error)));`;
  const worker = new Worker(source, { eval: true, stdin: false, stdout: true, stderr: true });
  return new Promise<string | undefined>((done) => {
    const begin = performance.now();
    let thread: string | undefined;
    const timer = setInterval(() => {
      const idleMs = worker.performance.eventLoopUtilization().idle;
      const usedMs = thread === undefined ? 0 : processorMs(thread);
      const isOver = idleMs + usedMs >= loadMs || performance.now() - begin >= longestLoadMs;
      if (isOver) done(`it did not load within ${loadMs / 1000} s`);
    }, 100);
    worker
      .on('message', (message: { readonly thread: string } | { readonly problem: string | undefined }) => {
        if ('thread' in message) thread = message.thread;
        else done(message.problem);
      })
      .once('error', (error) => done(String(error)))
      .once('exit', () => {
        clearInterval(timer);
        done('it never ends to load');
      });
  }).finally(() => worker.terminate());
}

/** What a thread has had of a processor; nothing where there is no /proc, as on systems that only read recordings. */
function processorMs(thread: string): number {
  try {
    const numbers = statFieldsOf(thread);
    // User and system time, in hundredths of a second on every Linux.
    return (Number(numbers[11]) + Number(numbers[12])) * 10;
  } catch {
    return 0;
  }
}

/** What a module prints is not part of a report. Gives what undoes it. */
function printToStderr(): () => void {
  const { write } = process.stdout;
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof write;
  return () => {
    process.stdout.write = write;
  };
}

/** A module that fails later, of a promise or a timer of its own, is no bug of qdoctor: its checks have judged. */
function blameModules(files: readonly string[]): void {
  const tell = (error: unknown) => {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const file = files.find((one) => stack.includes(pathToFileURL(resolve(one)).href)) ?? files[0];
    process.stderr.write(`qdoctor: ${printableLine(`The checks of ${file} failed later: ${String(error)}`)}\n`);
  };
  process.on('unhandledRejection', tell);
  process.on('uncaughtException', tell);
}

const broken = (file: string, reason: string, details: { readonly cause?: unknown } = {}): UserError =>
  new UserError(`Cannot load checks from ${file}: ${reason.replace(/\.$/, '')}.`, {
    ...details,
    hint: 'See docs/custom-checks.md.',
  });

function checked(content: unknown, file: string, before: readonly string[]): Check {
  if (content === undefined) throw broken(file, 'no default export');
  const result = checkSchema.safeParse(content);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw broken(file, `${issue?.path.join('.') ?? ''}: ${issue?.message}`.replace(/^: /, ''));
  }
  // Read once: what a getter gives the second time is anybody's guess.
  const check = result.data as unknown as Check;
  if (before.includes(check.id)) throw broken(file, `check '${check.id}' already exists`);
  const unknown = check.explainedBy.find((id) => !before.includes(id));
  if (unknown !== undefined) throw broken(file, `explainedBy names '${unknown}', but no earlier check has that id`);
  return guarded(check, file);
}

/** What a module throws, or gives instead of a fault, is its own mistake: then it could not tell. */
function guarded(check: Check, file: string): Check {
  let isStuck = false;
  const guard = <T>(work: () => T): T => {
    if (isStuck) throw new CouldNotTell(`the check ${check.id} of ${file} did not end within ${judgeMs / 1000} s`);
    const restore = printToStderr();
    try {
      return limited(work);
    } catch (error) {
      if (error instanceof CouldNotTell) throw error;
      isStuck = (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
      if (isStuck) return guard(work);
      throw new CouldNotTell(`the check ${check.id} of ${file} failed: ${String(error)}`);
    } finally {
      restore();
    }
  };
  return {
    ...check,
    applies: (item, inputs) => guard(() => check.applies?.(item, inputs) !== false),
    judge: (item, inputs) =>
      guard(() => {
        const fault: unknown = check.judge(item, inputs);
        const result = faultSchema.safeParse(fault);
        if (result.success) return result.data as Fault | undefined;
        const [issue] = result.error.issues;
        throw new Error(`judge gave no fault: ${issue?.path.join('.')}: ${issue?.message}`);
      }),
  };
}

const script = new Script('work()');
const room = createContext({ work: () => undefined });

/** Runs work of a module, and throws where it does not end: the limit holds for all that the call leads to. */
function limited<T>(work: () => T): T {
  room['work'] = work;
  // What the script gives is what `work` gives.
  return script.runInContext(room, { timeout: judgeMs }) as T;
}
