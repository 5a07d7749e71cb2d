import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { execa } from 'execa';
import { isAbandonedMark, ownedMark } from '../scratch.ts';
import { largeBytes, watchForStalls } from '../stalls.ts';

/** A command as an argument vector: never a shell string, so host data can't become syntax. */
export type Argv = readonly [tool: string, ...args: string[]];

export interface ProcessOptions {
  /** Text for standard input; without it the command reads end of file. */
  readonly input?: string | undefined;
  /** Standard input stays open for as long as the command runs, for one that ends when it is closed. */
  readonly holdsInput?: boolean;
  /** The command and its children are ended after this many milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Sees the output as it comes, for those who must know how far a command is. */
  readonly onOutput?: ((stream: 'stdout' | 'stderr', chunk: string) => void) | undefined;
  /** What the command leaves running is meant to: it starts a daemon. Otherwise its children end with it. */
  readonly leavesDaemons?: true;
  /** By default 64 MiB, of both streams together. */
  readonly mostBytes?: number;
}

/** How a process ended, as a value: nothing here throws for what a command does. */
export type ProcessEnd =
  | { readonly kind: 'exited'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'tool-missing' }
  | { readonly kind: 'not-permitted' }
  | { readonly kind: 'timed-out'; readonly afterMs: number }
  /** It printed more than so many bytes, and was ended. */
  | { readonly kind: 'too-long'; readonly bytes: number }
  | { readonly kind: 'aborted' };

/** PATH with the sbin folders, where half of the tools live and which a login shell often lacks. */
export const toolPath = [process.env['PATH'] ?? '', '/usr/local/sbin', '/usr/sbin', '/sbin'].join(':');

// A parser must see the same words everywhere, so no locale; everything else of the environment stays.
export const toolEnvironment = { PATH: toolPath, LC_ALL: 'C', LANG: 'C' };

export const mostOutputBytes = 64 * 1024 * 1024;

/** Processes that run now, by the leader of their group; whatever ends qdoctor ends them too. */
const running = new Map<number, string | undefined>();
process.on('exit', () => {
  for (const [pid, mark] of running) endAll(pid, mark);
});

/** How long a command that has ended may keep its output open by a child, which need not be heard out. */
const graceMs = 500;

/**
 * Runs one command to its end, in a process group of its own. Invalid UTF-8 becomes U+FFFD. It is over when the command
 * is, not when the last of its children has let go of its output; those are ended, wherever they went.
 */
export async function runProcess(argv: Argv, options: ProcessOptions): Promise<ProcessEnd> {
  const [tool, ...args] = argv;
  if (options.signal?.aborted === true) return { kind: 'aborted' };
  // What it leaves running is nobody's after this run.
  const mark = options.leavesDaemons === true ? randomUUID() : ownedMark();
  const child = execa(tool, args, {
    env: { ...toolEnvironment, [markName]: mark },
    reject: false,
    buffer: false,
    encoding: 'buffer',
    // A group of its own: a time limit has to end the children of a command as well.
    detached: true,
    ...(options.input === undefined ? { stdin: options.holdsInput ? 'pipe' : 'ignore' } : { input: options.input }),
  });
  const { pid } = child;
  if (pid !== undefined) running.set(pid, mark);
  const { onOutput, mostBytes = mostOutputBytes } = options;
  let ended: ProcessEnd | undefined;
  const end = (how: ProcessEnd) => {
    ended ??= how;
    if (pid !== undefined) endAll(pid, mark);
    letGo();
  };
  const pieces: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  let bytes = 0;
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > largeBytes) watchForStalls();
      if (bytes > mostBytes) {
        end({ kind: 'too-long', bytes: mostBytes });
        return;
      }
      onOutput?.(name, chunk.toString('latin1'));
      // Whoever sees the output as it comes keeps what it needs; of the errors, those who end badly are asked.
      if (onOutput === undefined || name === 'stderr') pieces[name].push(chunk);
    });
  }
  const letGo = () => {
    child.stdout.destroy();
    child.stderr.destroy();
  };
  let waiting: NodeJS.Timeout | undefined;
  child.once('exit', () => {
    let seen = bytes;
    const settle = () => {
      // What came meanwhile is read in the round of the event loop that follows its timers.
      setImmediate(() => {
        if (bytes === seen) {
          if (options.leavesDaemons !== true && pid !== undefined) endAll(pid, mark);
          letGo();
          return;
        }
        seen = bytes;
        waiting = setTimeout(settle, graceMs);
      });
    };
    waiting = setTimeout(settle, graceMs);
  });
  const timer = setTimeout(() => end({ kind: 'timed-out', afterMs: options.timeoutMs }), options.timeoutMs);
  const abort = () => end({ kind: 'aborted' });
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    const result = await child;
    if (ended !== undefined) return ended;
    if (result.code === 'ENOENT') return { kind: 'tool-missing' };
    if (result.code === 'EACCES' || result.code === 'EPERM') return { kind: 'not-permitted' };
    const textOf = (name: 'stdout' | 'stderr') => Buffer.concat(pieces[name]).toString('utf8');
    // 128 + SIGKILL, as a shell counts it, for a command that something else ended.
    return { kind: 'exited', exitCode: child.exitCode ?? 137, stdout: textOf('stdout'), stderr: textOf('stderr') };
  } finally {
    clearTimeout(timer);
    clearTimeout(waiting);
    options.signal?.removeEventListener('abort', abort);
    if (pid !== undefined) running.delete(pid);
  }
}

/** Has a process group ended with qdoctor, until it is let go. */
export function endWithParent(pid: number): () => void {
  running.set(pid, undefined);
  return () => running.delete(pid);
}

/** Ends a process and its children. */
export function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

/** In the environment of a command and of all that it starts. */
const markName = 'QDOCTOR_COMMAND';

/** Ends a process group, and what left it: `setsid` and `timeout` take a group of their own. */
function endAll(pid: number, mark: string | undefined): void {
  endGroup(pid);
  if (mark === undefined) return;
  const wanted = `${markName}=${mark}`;
  // Again, for what was started meanwhile.
  for (let round = 0; round < 3; round += 1) {
    const strays = processes().filter((entry) => environmentOf(entry).includes(wanted));
    for (const stray of strays) endOne(Number(stray));
    if (strays.length === 0) return;
  }
}

/** Ends what commands of runs that were killed have left running, such as a tool that hangs. */
export function endAbandoned(): void {
  for (const entry of processes()) {
    const mark = environmentOf(entry).find((setting) => setting.startsWith(`${markName}=`));
    if (mark !== undefined && isAbandonedMark(mark.slice(markName.length + 1))) endOne(Number(entry));
  }
}

/** None where there is no /proc: other systems only read recordings. */
function processes(): readonly string[] {
  try {
    return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  } catch {
    return [];
  }
}

function environmentOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
  } catch {
    // It ended, or belongs to somebody else.
    return [];
  }
}

function endOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
