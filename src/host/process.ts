import { execa } from 'execa';

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
}

/** How a process ended, as a value: nothing here throws for what a command does. */
export type ProcessEnd =
  | { readonly kind: 'exited'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'tool-missing' }
  | { readonly kind: 'not-permitted' }
  | { readonly kind: 'timed-out'; readonly afterMs: number }
  | { readonly kind: 'aborted' };

/** PATH with the sbin folders, where half of the tools live and which a login shell often lacks. */
export const toolPath = [process.env['PATH'] ?? '', '/usr/local/sbin', '/usr/sbin', '/sbin'].join(':');

// A parser must see the same words everywhere, so no locale; everything else of the environment stays.
export const toolEnvironment = { PATH: toolPath, LC_ALL: 'C', LANG: 'C' };

const maxOutputBytes = 256 * 1024 * 1024;

/** Process groups that run now; whatever ends qdoctor ends them too. */
const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running) endGroup(pid);
});

/** Runs one command to its end, in a process group of its own. Invalid UTF-8 becomes U+FFFD. */
export async function runProcess(argv: Argv, options: ProcessOptions): Promise<ProcessEnd> {
  const [tool, ...args] = argv;
  if (options.signal?.aborted === true) return { kind: 'aborted' };
  const child = execa(tool, args, {
    env: toolEnvironment,
    reject: false,
    stripFinalNewline: false,
    maxBuffer: maxOutputBytes,
    // A group of its own: a time limit has to end the children of a command as well.
    detached: true,
    ...(options.input === undefined ? { stdin: options.holdsInput ? 'pipe' : 'ignore' } : { input: options.input }),
  });
  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  const { onOutput } = options;
  if (onOutput !== undefined) {
    child.stdout.on('data', (chunk: Buffer) => onOutput('stdout', chunk.toString('latin1')));
    child.stderr.on('data', (chunk: Buffer) => onOutput('stderr', chunk.toString('latin1')));
  }
  let ended: ProcessEnd | undefined;
  const end = (how: ProcessEnd) => {
    ended ??= how;
    if (pid !== undefined) endGroup(pid);
  };
  const timer = setTimeout(() => end({ kind: 'timed-out', afterMs: options.timeoutMs }), options.timeoutMs);
  const abort = () => end({ kind: 'aborted' });
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    const result = await child;
    if (ended !== undefined) return ended;
    if (result.code === 'ENOENT') return { kind: 'tool-missing' };
    if (result.code === 'EACCES' || result.code === 'EPERM') return { kind: 'not-permitted' };
    // 128 + SIGKILL, as a shell counts it, for a command that something else ended.
    return { kind: 'exited', exitCode: result.exitCode ?? 137, stdout: result.stdout, stderr: result.stderr };
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', abort);
    if (pid !== undefined) running.delete(pid);
  }
}

/** Has a process group ended with qdoctor, until it is let go. */
export function endWithParent(pid: number): () => void {
  running.add(pid);
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
