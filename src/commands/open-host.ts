import { statSync } from 'node:fs';
import { UserError } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { LocalHost } from '../host/local-host.ts';
import { openArchive, openRecording } from '../host/recording.ts';

/** Where to look, and for how long. */
export interface Where {
  /** A recording. */
  readonly from: string | undefined;
  /** Another host, as ssh calls it. */
  readonly host?: string | undefined;
  readonly timeoutSeconds: number;
}

/** Does some work with the host that is asked about, and lets go of it. */
export async function withHost<T>(where: Where, interrupt: AbortSignal, work: (host: Host) => Promise<T>): Promise<T> {
  const host = await openHost(where, interrupt);
  try {
    return await work(host);
  } finally {
    await host.close?.();
  }
}

/** Comes with `interrupt` or after some seconds. AbortSignal.any holds a timeout so weakly that it may never come. */
function endingAfter(seconds: number, interrupt: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const end = () => controller.abort();
  if (interrupt.aborted) end();
  interrupt.addEventListener('abort', end, { once: true });
  setTimeout(end, seconds * 1000).unref();
  return controller.signal;
}

/** The recording or the machine that is asked about; whatever runs there ends with `interrupt` or the time limit. */
export async function openHost({ from, host, timeoutSeconds }: Where, interrupt: AbortSignal): Promise<Host> {
  const ending = () => endingAfter(timeoutSeconds, interrupt);
  if (host !== undefined) {
    if (from !== undefined)
      throw new UserError('A recording and a host are two places.', { hint: 'Give one of them.' });
    const { openSsh } = await import('../host/ssh-host.ts');
    return openSsh(host, timeoutSeconds, ending());
  }
  if (from !== undefined) {
    const isPacked = statSync(from, { throwIfNoEntry: false })?.isFile() === true;
    return isPacked ? openArchive(from, interrupt) : openRecording(from);
  }
  if (process.platform !== 'linux') {
    throw new UserError(`A live diagnosis needs Linux; this is ${process.platform}.`, {
      exitCode: 3,
      hint: 'Diagnose a recording of the host with --from.',
    });
  }
  if (process.getuid?.() !== 0) {
    throw new UserError('Only root can look into the namespaces and the switch.', {
      exitCode: 3,
      hint: 'Run it as root: sudo qdoctor --ci',
    });
  }
  return new LocalHost(ending());
}
