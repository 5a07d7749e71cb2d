import { execa } from 'execa';
import { type Argv, toolPath } from './process.ts';

/** Runs a command on this terminal, as a shell would; gives back its exit code. */
export async function runInteractive(argv: Argv, environment: Readonly<Record<string, string>> = {}): Promise<number> {
  const [tool, ...args] = argv;
  const child = execa(tool, args, { env: { PATH: toolPath, ...environment }, stdio: 'inherit', reject: false });
  // The terminal sends Ctrl-C to the child as well; what it means is the child's business.
  const ignore = () => undefined;
  const end = () => child.kill('SIGTERM');
  process.on('SIGINT', ignore).on('SIGTERM', end);
  const result = await child.finally(() => process.off('SIGINT', ignore).off('SIGTERM', end));
  if (result.code === 'ENOENT') return 127;
  if (result.code === 'EACCES') return 126;
  return result.exitCode ?? 137;
}

/**
 * Runs a tool of the user's, such as a pager, on this terminal, and lets it read a text; false where it could not be started.
 * It is looked up in the user's own PATH.
 */
export async function feedInteractive(
  argv: Argv,
  text: string,
  environment: Readonly<Record<string, string>>,
): Promise<boolean> {
  const [tool, ...args] = argv;
  const child = execa(tool, args, {
    env: environment,
    input: text,
    stdout: 'inherit',
    stderr: 'inherit',
    reject: false,
  });
  // Ctrl-C is the pager's own: it takes the user back to its prompt.
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  // One that ends before it has read everything has shown what was wanted.
  const { code } = await child.finally(() => process.off('SIGINT', ignore));
  return code !== 'ENOENT' && code !== 'EACCES';
}

/** A process in a session of its own, which reads from us until it is released. */
export interface DetachedProcess {
  readonly pid: number | undefined;
  isRunning(): boolean;
  kill(): void;
  /** Sends a last text, closes the pipe, and lets the process outlive this one. */
  release(lastWords: string): Promise<void>;
}

/** Starts a process that no signal of this terminal reaches; it sees end of file when this process ends unreleased. */
export function startDetached(argv: Argv): DetachedProcess {
  const [tool, ...args] = argv;
  const options = { detached: true, cleanup: false, reject: false } as const;
  const environment = { PATH: toolPath, LC_ALL: 'C', LANG: 'C' };
  const child = execa(tool, args, { ...options, env: environment, stdin: 'pipe', stdout: 'ignore', stderr: 'ignore' });
  child.stdin.on('error', () => undefined);
  return {
    pid: child.pid,
    isRunning: () => child.pid !== undefined && child.exitCode === null && child.signalCode === null,
    kill: () => void child.kill('SIGKILL'),
    release: (lastWords) =>
      new Promise((resolve) => {
        child.stdin.end(lastWords, () => {
          child.unref();
          resolve();
        });
      }),
  };
}
