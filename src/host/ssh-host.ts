import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { UserError } from '../errors.ts';
import { scratchFolder } from '../scratch.ts';
import { type Command, type CommandResult, runOne, type Stream } from './host.ts';
import type { Argv, ProcessEnd } from './process.ts';
import { ShellHost } from './shell-host.ts';
import { shellLine } from './shell-words.ts';
import { startStream } from './stream.ts';
import type { Transport } from './transport.ts';

/*
 * Another host, over the OpenSSH client as the user has set it up: names, keys and what to think of a host's key are
 * its business (ssh_config(5)). One connection carries all (ControlMaster), so that a round of commands costs one round
 * trip. Nothing is asked, and nothing is left there.
 */
const options = [
  ...['-T', '-a', '-x'],
  ...['BatchMode=yes', 'ConnectTimeout=10', 'ServerAliveInterval=5', 'ServerAliveCountMax=2'].flatMap(option),
  ...['PermitLocalCommand=no', 'RemoteCommand=none', 'ClearAllForwardings=yes'].flatMap(option),
];

function option(setting: string): readonly string[] {
  return ['-o', setting];
}

/** What `ssh -v` says when the connection stands and can be shared. */
const stands = 'Entering interactive session';

/** For a name server, a connection and a key, one after the other. */
const patienceMs = 25_000;

/**
 * So many shells side by side; a server takes ten sessions of a connection (MaxSessions), captures among them. What is
 * beyond gets a connection of its own, and a server refuses some where ten are not let in yet (MaxStartups,
 * sshd_config(5)): so captures set out a few at a time.
 */
const shells = 3;
const startsAtATime = 4;

const asRoot = 'if [ "$(id -u)" = 0 ]; then exec "$@"; fi; exec sudo -n -- "$@"';

/**
 * There, a command is in a session of its own, which ends with it, with its time, or when the connection does: then no
 * more comes from standard input.
 */
const whileConnected = [
  'LC_ALL=C LANG=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"; export LC_ALL LANG PATH',
  'seconds=$1; shift; exec 3<&0 </dev/null',
  'setsid "$@" 3<&- & it=$!',
  '(timeout "$seconds" cat <&3; kill -- "-$it" || kill "$it") >/dev/null 2>&1 & watch=$!',
  'exec 3<&-; wait "$it"; code=$?; kill "$watch" 2>/dev/null; exit "$code"',
]
  .join('; ')
  .replaceAll('=$!;', '=$!\n');

/** An ssh without a session closes its output at once, which would count as its end: this shell keeps it open. */
const withOutput = ['sh', '-c', 'trap \'kill "$it"\' TERM; "$@" & it=$!; wait "$it"', 'sh'] as const;

const ended = 'the connection ended';

/** ssh's own exit code, where the command's is not known (ssh(1)). */
const lost = 255;

class Connection implements Transport {
  readonly isHeld = true;
  /**
   * The shared connection is no more. Each further command would try for one of its own, as it does beyond the sessions
   * that a server takes, and wait for it as for a command that hangs.
   */
  isLost = false;
  readonly #destination: string;
  readonly #socket: string;

  constructor(destination: string, socket: string) {
    this.#destination = destination;
    this.#socket = socket;
  }

  /** ssh joins its words by spaces, for a shell to read: so each is quoted. */
  run(argv: Argv, seconds: number): Argv {
    if (this.isLost) throw unreachable(this.#destination, ended);
    const words = ['sh', '-c', asRoot, 'sh', 'sh', '-c', whileConnected, 'sh', String(seconds), ...argv];
    return ['ssh', ...options, '-S', this.#socket, '--', this.#destination, shellLine(words)];
  }

  stream(argv: Argv, seconds: number): Argv {
    return this.run(argv, seconds);
  }

  failure(end: ProcessEnd): Error | undefined {
    if (this.isLost) return unreachable(this.#destination, ended);
    if (end.kind !== 'exited') return undefined;
    const isRefused = end.exitCode === lost || /^sudo: /m.test(end.stderr);
    return isRefused ? unreachable(this.#destination, end.stderr) : undefined;
  }
}

class SshHost extends ShellHost {
  readonly source = 'ssh';
  name: string;
  readonly #end: () => Promise<void>;
  readonly #starting = pLimit(startsAtATime);

  constructor(destination: string, transport: Transport, signal: AbortSignal | undefined, end: () => Promise<void>) {
    super(transport, shells, signal, true);
    this.name = destination;
    this.#end = end;
  }

  /** Asks for its name, and whether it lets us look at all. */
  async meet(): Promise<void> {
    const result = await runOne(this, { argv: ['uname', '-sn'] });
    if (result.kind === 'exited' && result.exitCode === 0) {
      const [system, name = this.name] = result.stdout.trim().split(' ');
      if (system !== 'Linux') throw new UserError(`${this.name} is not a Linux host.`, { exitCode: 3 });
      this.name = name;
      return;
    }
    throw unreachable(this.name, wordsOf(result));
  }

  override stream(command: Command, readySign: string): Stream {
    const output = new PassThrough();
    const begun = this.#starting(async () => {
      const stream = super.stream(command, readySign);
      Readable.from(stream.output).pipe(output);
      return { stream, start: await stream.start };
    });
    return {
      output,
      start: begun.then(({ start }) => start),
      stop: async () => (await begun).stream.stop(),
    };
  }

  close(): Promise<void> {
    return this.#end();
  }
}

/** Connects to a host; an error that says why not, in the words of ssh, otherwise. */
export async function openSsh(destination: string, seconds: number, signal: AbortSignal): Promise<SshHost> {
  const folder = scratchFolder();
  const socket = join(folder, 's');
  const shared = ['-v', '-M', '-N', '-S', socket, '-o', 'ControlPersist=no', '--', destination];
  const argv: Argv = [...withOutput, 'ssh', ...options, ...shared];
  const master = startStream({ argv, timeoutMs: (seconds + 60) * 1000 }, stands, signal);
  const end = async () => {
    await master.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const began = await Promise.race([master.start, sleep(patienceMs, undefined, { ref: false })]);
    if (began?.kind !== 'ready') {
      throw unreachable(destination, began === undefined ? undefined : wordsOf(began));
    }
    const connection = new Connection(destination, socket);
    void endOf(master).then(() => {
      connection.isLost = true;
    });
    const host = new SshHost(destination, connection, signal, end);
    await host.meet();
    return host;
  } catch (error) {
    await end();
    throw error;
  }
}

/** Its output, which is none, lasts as long as the command. */
async function endOf(command: Stream): Promise<void> {
  for await (const _ of command.output);
}

const wordsOf = (end: Awaited<Stream['start']> | CommandResult): string | undefined => {
  if (end.kind === 'tool-missing') return 'ssh is not installed here';
  return end.kind === 'exited' ? end.stderr : undefined;
};

const hints: readonly (readonly [RegExp, string])[] = [
  [/host key verification failed|host identification has changed/i, 'Log in manually once and verify its host key.'],
  [/permission denied/i, 'Use a key that ssh can use without a password.'],
  [/sudo/, 'sudo must work there without a password; or log in as root.'],
];

function unreachable(destination: string, stderr: string | undefined): UserError {
  const lines = (stderr ?? `timed out after ${patienceMs / 1000} s`).split(/\r?\n/);
  const reason = lines.filter((line) => line.trim() !== '' && !/^(?:debug\d|OpenSSH_|@|Warning)/.test(line)).at(-1);
  const hint = hints.find(([pattern]) => pattern.test(stderr ?? ''))?.[1];
  return new UserError(`Cannot connect to ${destination}: ${(reason ?? ended).replace(/\.$/, '')}.`, {
    exitCode: 3,
    ...(hint === undefined ? {} : { hint }),
  });
}
