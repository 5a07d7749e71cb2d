import type { Home } from './containers.ts';
import type { Argv, ProcessEnd } from './process.ts';

export interface Command {
  readonly argv: Argv;
  /** Standard input: constant text of ours, never host data. */
  readonly input?: string;
  /** Limit in milliseconds; by default 10 s. */
  readonly timeoutMs?: number;
  /** Of a namespace it needs nothing but the network: it can be entered without the mounts of `ip netns exec`. */
  readonly isNetworkOnly?: true;
  /** It waits for an answer, and sends no more than a few lines of output: it runs side by side with others like it. */
  readonly isWaiting?: true;
  /** It is about the moment, as whether to look again: of no use in a recording, which leaves it out. */
  readonly isOfMoment?: true;
}

type Exited = Extract<ProcessEnd, { readonly kind: 'exited' }>;

/**
 * How a command ended on a host; `not-recorded` is what a recording says of a command that it does not hold. To a folder
 * of saved outputs somebody can add it. `partial` is the reason why the saved output of a command is no whole listing
 * (it went through `grep`, say); absent where nothing tells that. What such an output shows is true, what it lacks is
 * unknown: see `parsed` in facts/result.ts. `milliseconds` is how long one took that ran side by side with others.
 */
export type CommandResult =
  | Exclude<ProcessEnd, Exited>
  | (Exited & {
      readonly partial?: string | undefined;
      /** Of a partial one: lines may be missing anywhere in it, not only where that shows. */
      readonly isSieved?: true;
      /** Of a partial one: all that was asked for is in it, such as one table or one device. */
      readonly isSelection?: true;
      readonly milliseconds?: number;
    })
  | { readonly kind: 'not-recorded'; readonly canBeAdded?: true }
  /** The file of its output is not what the recording says that it was: none of it can be trusted. */
  | { readonly kind: 'damaged'; readonly file: string };

/** A place where commands run: the only seam to a machine, so that everything can be recorded and replayed. */
export interface Host {
  readonly name: string;
  readonly source: 'local' | 'ssh' | 'bundle' | 'directory' | 'sosreport';
  /** Of a recording: when it was made, where it says so. */
  readonly recorded?: string | undefined;
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
  startOver?(): void;
  /** The namespaces of which outputs were saved: these existed, whatever a list says that may be cut. */
  namespacesSaved?(): readonly string[];
  /** The texts of a recording's copies of the files below some folders, by their paths on the host. */
  copiesUnder?(folders: readonly string[]): ReadonlyMap<string, string>;
  /** What a recording by others holds, and what was asked of it so far. */
  inputs?(): readonly SavedInput[] | undefined;
  /** Where in a recording that may stand which a command would show: what was read of the same tool and place. */
  savedFor?(argv: readonly string[]): readonly SavedPlace[];
  /** All texts of a recording by others, known commands or not: a log has no command. */
  savedTexts?(): readonly SavedText[];
  /** The outputs in a pasted text that were taken for whole ones. */
  pastedWhole?(): readonly PastedOutput[];
  /** The same recording, with some of them taken for excerpts. */
  doubting?(outputs: ReadonlySet<PastedOutput>): Host;
  /** Whether addresses in it are stand-ins of `sos clean`, as far as was read: see cleaned.ts. */
  isCleaned?(): boolean;
  /** What is in containers only, on a host whose daemons are: see containers.ts. */
  homes?(): Promise<readonly Home[]>;
  /** Gives back what a host holds open, where it does. */
  close?(): Promise<void>;
}

/** A file of a recording by others, or some lines of one. */
export interface SavedInput {
  /** Its path in the recording. */
  readonly file: string;
  /** First and last line; undefined: all of it. */
  readonly lines: readonly [number, number] | undefined;
  /** What it is the output of; undefined where that is not known. */
  readonly command: string | undefined;
  readonly partial: string | undefined;
  /** What was given of it; nothing where no fact asked. */
  readonly results: readonly CommandResult[];
  /** Why it was not given. */
  readonly reason: string | undefined;
}

export interface SavedPlace extends Pick<SavedInput, 'file' | 'lines'> {
  readonly text: string;
}

/** One of several outputs in a text, as it was typed. */
export interface PastedOutput extends Pick<SavedInput, 'file' | 'lines'> {
  readonly command: string;
}

/** A text as somebody saved it: the output of a command, or lines of a log. */
export interface SavedText {
  /** Its path in the recording, and its first line there, from 1. */
  readonly file: string;
  readonly line: number;
  /** The command that printed it, as far as that is known, and the namespace in which it ran. */
  readonly command: readonly string[] | undefined;
  readonly namespace: string | undefined;
  read(): string;
  /** It is a part of a longer text, such as a pasted session. */
  readonly isPasted: boolean;
  /** Whether it is all that its command printed, as far as the text tells. */
  isWhole(): boolean;
  /** Says that something was learned from it, for the report of the inputs. */
  noteUse(): void;
}

export interface Stream {
  /** Standard output as it comes; it ends when the command does. */
  readonly output: AsyncIterable<Uint8Array>;
  /** `ready`, or why the command will never be. */
  readonly start: Promise<{ readonly kind: 'ready' } | CommandResult>;
  /** Ends the command, and tells how it ended; `aborted` is one that the end of the whole run was faster with. */
  stop(): Promise<CommandResult>;
}

async function* nothing(): AsyncIterable<Uint8Array> {}

/** A capture that a recording does not hold. */
export const notRecorded: Stream = {
  output: nothing(),
  start: Promise.resolve({ kind: 'not-recorded' }),
  stop: () => Promise.resolve({ kind: 'not-recorded' }),
};

export const defaultTimeoutMs = 10_000;

/** Runs one command. */
export async function runOne(host: Host, command: Command): Promise<CommandResult> {
  const [result] = await host.run([command]);
  if (result === undefined) throw new Error('a host gave no result for a command');
  return result;
}
