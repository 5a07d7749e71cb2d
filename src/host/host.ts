import type { Argv, ProcessEnd } from './process.ts';

export interface Command {
  readonly argv: Argv;
  /** Standard input: constant text of ours, never host data. */
  readonly input?: string;
  /** Limit in milliseconds; by default 10 s. */
  readonly timeoutMs?: number;
  /** It is about the moment, as whether to look again: of no use in a recording, which leaves it out. */
  readonly isOfMoment?: true;
}

/**
 * How a command ended on a host; `not-recorded` is what a recording says of a command that it does not hold. To a folder
 * of saved outputs somebody can add it.
 */
export type CommandResult = ProcessEnd | { readonly kind: 'not-recorded'; readonly canBeAdded?: true };

/** A place where commands run: the only seam to a machine, so that everything can be recorded and replayed. */
export interface Host {
  readonly name: string;
  readonly source: 'local' | 'ssh' | 'bundle' | 'directory' | 'sosreport';
  /** Of a recording in which DHCP was only listened to: for how long. */
  readonly listenedSeconds?: number | undefined;
  /** Runs commands that do not depend on each other; results in the order of the commands. */
  run(commands: readonly Command[]): Promise<readonly CommandResult[]>;
  /**
   * Starts a command that goes on until it is stopped, such as a capture. It is ready when `readySign` has stood on its
   * standard error.
   */
  stream(command: Command, readySign: string): Stream;
  /** Lets time pass between two looks at the same thing; a recording has it behind itself. */
  wait(milliseconds: number, until?: AbortSignal): Promise<void>;
  /** Says that another look begins, after which nobody asks for what was captured before it. */
  lookAnew?(): void;
  /** The namespaces of which outputs were saved: these existed, whatever a list says that may be cut. */
  namespacesSaved?(): readonly string[];
  /** The texts of a recording's copies of the files below some folders, by their paths on the host. */
  copiesUnder?(folders: readonly string[]): ReadonlyMap<string, string>;
  /** Gives back what a host holds open, where it does. */
  close?(): Promise<void>;
}

export interface Stream {
  /** Standard output as it comes; it ends when the command does. */
  readonly output: AsyncIterable<Uint8Array>;
  /** `ready`, or why the command will never be. */
  readonly start: Promise<{ readonly kind: 'ready' } | CommandResult>;
  /** Ends the command, and tells how it ended; `aborted` is one that the end of the whole run was faster with. */
  stop(): Promise<CommandResult>;
}

export const defaultTimeoutMs = 10_000;

/** Runs one command. */
export async function runOne(host: Host, command: Command): Promise<CommandResult> {
  const [result] = await host.run([command]);
  if (result === undefined) throw new Error('a host gave no result for a command');
  return result;
}
