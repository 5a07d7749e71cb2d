import { execa } from 'execa';
import type { Command, CommandResult, Stream } from './host.ts';
import { endGroup, endWithUs, toolEnvironment } from './process.ts';

/** Starts a command whose output is read while it runs. It ends with its stop, with `signal`, or with qdoctor. */
export function startStream({ argv }: Command, readySign: string, signal: AbortSignal | undefined): Stream {
  const [tool, ...args] = argv;
  const child = execa(tool, args, {
    env: toolEnvironment,
    reject: false,
    buffer: false,
    encoding: 'buffer',
    stdin: 'ignore',
    detached: true,
  });
  const { pid } = child;
  const letGo = pid === undefined ? () => {} : endWithUs(pid);
  // SIGTERM lets tcpdump write out what it holds; what does not listen to it is killed.
  const end = (how: 'SIGTERM' | 'SIGKILL') => {
    if (pid === undefined) return;
    if (how === 'SIGKILL') endGroup(pid);
    else child.kill('SIGTERM');
  };
  const abort = () => end('SIGKILL');
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort, { once: true });
  let said = '';
  const gone = child.then((result): CommandResult => {
    letGo();
    signal?.removeEventListener('abort', abort);
    if (result.code === 'ENOENT') return { kind: 'tool-missing' };
    if (signal?.aborted === true) return { kind: 'aborted' };
    return { kind: 'exited', exitCode: result.exitCode ?? 137, stdout: '', stderr: said };
  });
  const ready = new Promise<{ readonly kind: 'ready' }>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString('utf8')}`.slice(-10_000);
      if (said.includes(readySign)) resolve({ kind: 'ready' });
    });
  });
  return {
    output: child.stdout,
    start: Promise.race([ready, gone]),
    async stop() {
      end('SIGTERM');
      const timer = setTimeout(abort, 1000);
      await gone;
      clearTimeout(timer);
    },
  };
}
