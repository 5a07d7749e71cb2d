import { UserError } from '../errors.ts';
import { hasStatements } from '../facts/statements.ts';
import type { Host } from '../host/host.ts';
import { LocalHost } from '../host/local-host.ts';
import { endAbandoned } from '../host/process.ts';
import { only, openRecordings } from '../host/recording.ts';
import { removeAbandoned } from '../scratch.ts';
import { withinLimit } from '../stalls.ts';

/** The host or the recording to open, and the time limit. */
export interface Target {
  /** A recording. */
  readonly from: string | undefined;
  /** Which host of it, where it is of several. */
  readonly recordedHost?: string | undefined;
  /** Another host, as ssh calls it. */
  readonly host?: string | undefined;
  readonly timeoutSeconds: number;
}

/** The names of the hosts that a recording is of. */
export const hostsIn = async (from: string, interrupt: AbortSignal): Promise<readonly string[]> =>
  (await openRecordings(from, interrupt, hasStatements, { isCounted: true })).map(({ name }) => name);

/** Does some work with each host of a recording, or with the one host that is asked about; results in their order. */
export async function withHosts<T>(
  where: Target,
  interrupt: AbortSignal,
  work: (host: Host) => Promise<T>,
): Promise<readonly T[]> {
  const { from } = where;
  if (from === undefined || where.host !== undefined) return [await withHost(where, interrupt, work)];
  return withinLimit(where.timeoutSeconds, async () => {
    const results: T[] = [];
    for (const host of await openRecordings(from, interrupt, hasStatements)) results.push(await work(host));
    return results;
  });
}

/** Does some work with the host that is asked about, and lets go of it. */
export function withHost<T>(where: Target, interrupt: AbortSignal, work: (host: Host) => Promise<T>): Promise<T> {
  return withinLimit(where.timeoutSeconds, async () => {
    const host = await openHost(where, interrupt);
    try {
      return await work(host);
    } finally {
      await host.close?.();
    }
  });
}

/** Comes with `interrupt` or after some seconds. AbortSignal.any holds a timeout so weakly that it may never come. */
export function endingAfter(seconds: number, interrupt: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), seconds * 1000).unref();
  const end = () => {
    clearTimeout(timer);
    controller.abort();
  };
  if (interrupt.aborted) end();
  interrupt.addEventListener('abort', end, { once: true });
  return controller.signal;
}

/** The recording or the machine that is asked about; whatever runs there ends with `interrupt` or the time limit. */
export async function openHost(
  { from, recordedHost, host, timeoutSeconds }: Target,
  interrupt: AbortSignal,
): Promise<Host> {
  const ending = () => endingAfter(timeoutSeconds, interrupt);
  if (from === undefined) {
    endAbandoned();
    removeAbandoned();
  }
  if (host !== undefined) {
    if (from !== undefined) throw new UserError('--from and --host are mutually exclusive.');
    const { openSsh } = await import('../host/ssh-host.ts');
    return openSsh(host, timeoutSeconds, ending());
  }
  if (from !== undefined) {
    const hosts = await openRecordings(from, interrupt, hasStatements);
    return hosts.find(({ name }) => name === recordedHost) ?? only(hosts, from);
  }
  if (process.platform !== 'linux') {
    throw new UserError(`A live diagnosis requires Linux; this is ${process.platform}.`, {
      exitCode: 3,
      hint: 'Diagnose a recording: qdoctor --ci --from FILE',
    });
  }
  if (process.getuid?.() !== 0) {
    throw new UserError('Reading the namespaces and Open vSwitch requires root.', {
      exitCode: 3,
      hint: 'Use sudo qdoctor --ci',
    });
  }
  return new LocalHost(ending());
}
