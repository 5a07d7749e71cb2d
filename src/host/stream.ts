import { PassThrough } from 'node:stream';
import { execa } from 'execa';
import { type Command, type CommandResult, defaultTimeoutMs, type Stream } from './host.ts';
import { endGroup, endWithParent, toolEnvironment } from './process.ts';
import { direct, type Transport } from './transport.ts';

/** How many packets a capture could not take, by what tcpdump says at its end. */
export const missedIn = (end: CommandResult): number =>
  end.kind === 'exited' ? Number(end.stderr.match(/^(\d+) packets? dropped by kernel$/m)?.[1] ?? 0) : 0;

/** As tcpdump says it. */
export const missedWords = (packets: number): string => `${packets} packets dropped by kernel`;

/**
 * Starts a command whose output is read while it runs. It ends with its stop, with `signal`, with its time, or with
 * qdoctor, however that ends.
 */
export function startStream(
  { argv, timeoutMs = defaultTimeoutMs }: Command,
  readySign: string,
  signal: AbortSignal | undefined,
  transport: Transport = direct,
): Stream {
  const [tool, ...words] = transport.stream(argv, timeoutMs / 1000);
  const child = execa(tool, words, {
    env: toolEnvironment,
    reject: false,
    buffer: false,
    encoding: 'buffer',
    stdin: 'pipe',
    detached: true,
  });
  const { pid } = child;
  const letGo = pid === undefined ? () => {} : endWithParent(pid);
  const abort = () => {
    if (pid !== undefined) endGroup(pid);
  };
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort, { once: true });
  // SIGTERM, which the shell then sends, lets tcpdump write out what it holds.
  const release = () => child.stdin.end();
  // The shell may have ended first.
  child.stdin.on('error', () => {});
  child.stdout.once('end', release);
  // From the first moment on: execa throws away what nobody has begun to read.
  const output = child.stdout.pipe(new PassThrough());
  let said = '';
  const gone = child.then((result): CommandResult => {
    letGo();
    signal?.removeEventListener('abort', abort);
    if (signal?.aborted === true) return { kind: 'aborted' };
    const exitCode = result.exitCode ?? 137;
    // What a POSIX shell says of a command that it can't find.
    if (exitCode === 127 && / not found/.test(said)) return { kind: 'tool-missing' };
    return { kind: 'exited', exitCode, stdout: '', stderr: said };
  });
  const ready = new Promise<{ readonly kind: 'ready' }>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString('utf8')}`.slice(-10_000);
      if (said.includes(readySign)) resolve({ kind: 'ready' });
    });
  });
  return {
    output,
    start: Promise.race([ready, gone]),
    async stop() {
      release();
      const timer = setTimeout(abort, 1000);
      const end = await gone;
      clearTimeout(timer);
      return end;
    },
  };
}
