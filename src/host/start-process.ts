import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/*
 * Apart from process.ts, whose types those see who write checks: they need none of Node's.
 */

/**
 * Starts a command in a process group of its own, since a time limit has to end the children of a command as well. Gives the
 * error where no process could even be tried; one that is found out later, such as a tool that is missing, comes by `whenOver`.
 */
export function startProcess(
  [tool, ...words]: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>>,
  stdio: NonNullable<SpawnOptions['stdio']>,
): ChildProcess | NodeJS.ErrnoException {
  try {
    return spawn(tool, words, { env: { ...process.env, ...environment }, detached: true, stdio });
  } catch (error) {
    // Too many words, or one with a zero byte in it.
    return error as NodeJS.ErrnoException;
  }
}

/** Waits until a process has ended and let go of its output; gives the error where it could not be started. */
export const whenOver = (child: ChildProcess): Promise<NodeJS.ErrnoException | undefined> =>
  new Promise((resolve) => {
    child.once('error', resolve).once('close', () => resolve(undefined));
  });

/** How a command ended that could not be started. */
export function notStarted({ code, message }: NodeJS.ErrnoException) {
  if (code === 'ENOENT') return { kind: 'tool-missing' } as const;
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'not-permitted' } as const;
  return { kind: 'exited', exitCode: 137, stdout: '', stderr: message } as const;
}
