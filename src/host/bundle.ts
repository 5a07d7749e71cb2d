import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { UserError } from '../errors.ts';
import { areAlike } from './alike.ts';
import { isCleanedText } from './cleaned.ts';
import type { Home } from './containers.ts';
import { type Command, type CommandResult, type Host, notRecorded, type SavedPlace, type Stream } from './host.ts';
import type { RecordedFiles } from './recorded-files.ts';
import { redactWords } from './redact.ts';
import { missedWords } from './stream.ts';

/*
 * A bundle is a recording by qdoctor: command outputs in files, and a manifest.json by which exit codes, error texts and
 * unanswered commands are known too.
 */

/** Where a bundle has its captures. */
export const captureFolder = 'captures';

const endSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exited'), exitCode: z.int(), file: z.string(), stderr: z.string() }),
  z.strictObject({ kind: z.literal('tool-missing') }),
  z.strictObject({ kind: z.literal('not-permitted') }),
  z.strictObject({ kind: z.literal('timed-out'), afterMs: z.number() }),
  z.strictObject({ kind: z.literal('too-long'), bytes: z.number() }),
  /** A capture, from its start to where it was stopped. */
  z.strictObject({
    kind: z.literal('streamed'),
    file: z.string(),
    /** How many packets came while it could not take them. */
    missed: z.int().min(1).optional(),
  }),
]);

export const manifestSchema = z.strictObject({
  format: z.literal('qdoctor.bundle/1'),
  version: z.string(),
  host: z.string(),
  recorded: z.iso.datetime(),
  /** What the recording shows, for people. */
  note: z.string(),
  /** What the tools said of their release, by the tool. */
  versions: z.record(z.string(), z.string()).optional(),
  /** The playbook that was run, and the file with its results. */
  playbook: z.string().optional(),
  report: z.string().optional(),
  /** What was in containers only, and the words that lead there. */
  containers: z
    .array(
      z.strictObject({
        words: z.array(z.string()).min(1),
        tools: z.array(z.string()),
        folders: z.array(z.string()),
        daemons: z.array(z.string()).optional(),
        namespaces: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  /** How long DHCP was only listened to; absent where probes were sent. */
  listenedSeconds: z.number().min(0).optional(),
  /** Of each output as it was written, by its file: one that is not the same any more is damaged. */
  files: z
    .record(z.string(), z.strictObject({ size: z.int().min(0).optional(), sha256: z.hex().length(64) }))
    .optional(),
  commands: z.array(
    z.strictObject({
      argv: z.array(z.string()).min(1),
      input: z.string().optional(),
      /** When it was asked, and how long the round took that it was a part of. */
      at: z.iso.datetime().optional(),
      milliseconds: z.int().min(0).optional(),
      end: endSchema,
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;
type Streamed = Extract<z.infer<typeof endSchema>, { readonly kind: 'streamed' }>;

export const manifestName = 'manifest.json';

/** Ten times what is recorded of a thousand namespaces. */
const mostCommands = 100_000;

/** Opens the files of a bundle. */
export function openBundle(files: RecordedFiles): Host {
  const file = join(files.name, manifestName);
  let content: unknown;
  try {
    content = JSON.parse(files.read(manifestName)?.toString('utf8') ?? '');
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`Cannot read ${file}: ${(cause as Error).message}.`, {
      cause,
      hint: 'Record the host again.',
    });
  }
  const { commands } = Object(content) as { readonly commands?: unknown };
  if (Array.isArray(commands) && commands.length > mostCommands) {
    throw new UserError(`${file} lists ${commands.length} commands; a recording has up to ${mostCommands}.`);
  }
  const manifest = manifestSchema.safeParse(content);
  if (!manifest.success) {
    const issue = manifest.error.issues[0];
    const place = issue?.path.join('.') ?? '';
    throw new UserError(
      `${file} is not a qdoctor.bundle/1 manifest: ${place === '' ? '' : `${place}: `}${issue?.message}.`,
      {
        hint: 'Record the host again with this version of qdoctor.',
      },
    );
  }
  return new BundleHost(files, manifest.data);
}

/** A command as a recording keeps it. */
const withoutItsSecrets = ({ argv, ...rest }: Command): Command => ({ ...rest, argv: redactWords(argv) });

/** What tells one command of a recording from another. */
export const commandKey = ({
  argv,
  input,
}: {
  readonly argv: readonly string[];
  readonly input?: string | undefined;
}): string => JSON.stringify([argv, input ?? null]);

/** A capture's: how much of each packet it keeps makes it no other one. Earlier versions kept all. */
const captureKey = ({
  argv,
  input,
}: {
  readonly argv: readonly string[];
  readonly input?: string | undefined;
}): string => commandKey({ input, argv: argv.map((word, index) => (argv[index - 1] === '-s' ? '' : word)) });

/** A manifest is untrusted input: a file of it is one of the recording's own. */
function readOutput(files: RecordedFiles, path: string): Buffer {
  const content = files.read(path);
  if (content !== undefined) return content;
  throw new UserError(`${join(files.name, basename(path))} is listed in manifest.json, but missing.`, {
    hint: 'The recording is incomplete: copy it again.',
  });
}

/** What sha256sum(1) tells of a file. */
export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

class BundleHost implements Host {
  readonly source = 'bundle';
  readonly name: string;
  readonly recorded: string;
  readonly listenedSeconds: number | undefined;
  readonly #files: RecordedFiles;
  readonly #homes: readonly Home[];
  readonly #commands: Manifest['commands'];
  readonly #ends: ReadonlyMap<string, z.infer<typeof endSchema>>;
  readonly #written: Manifest['files'];
  #isCleaned = false;
  /** Each capture's runs, the next one first. */
  readonly #captures = new Map<string, Streamed[]>();

  constructor(files: RecordedFiles, manifest: Manifest) {
    this.name = manifest.host;
    this.recorded = manifest.recorded;
    this.listenedSeconds = manifest.listenedSeconds;
    this.#files = files;
    this.#homes = manifest.containers ?? [];
    this.#commands = manifest.commands;
    this.#written = manifest.files;
    this.#ends = new Map(manifest.commands.map((command) => [commandKey(command), command.end]));
    for (const command of manifest.commands) {
      if (command.end.kind !== 'streamed') continue;
      const key = captureKey(command);
      const runs = this.#captures.get(key);
      if (runs === undefined) this.#captures.set(key, [command.end]);
      else runs.push(command.end);
    }
  }

  run(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    return Promise.resolve(commands.map((command) => this.#answer(command)));
  }

  /** As far as it was asked: what a report holds is asked at once. */
  isCleaned(): boolean {
    return this.#isCleaned;
  }

  stream(command: Command): Stream {
    const runs = this.#captures.get(captureKey(command));
    const run = runs?.shift();
    if (runs === undefined || run === undefined) return notRecorded;
    // After the last one it begins anew: a recording may be diagnosed several times.
    runs.push(run);
    const { file, missed } = run;
    const bytes = readOutput(this.#files, file);
    if (this.#isDamaged(file, bytes)) return { ...notRecorded, start: Promise.resolve({ kind: 'damaged', file }) };
    const stopped = new AbortController();
    async function* replay() {
      yield bytes;
      // Like the command itself, it goes on until it is stopped.
      if (!stopped.signal.aborted) await once(stopped.signal, 'abort');
    }
    const stop = async (): Promise<CommandResult> => {
      stopped.abort();
      const stderr = missed === undefined ? '' : missedWords(missed);
      return { kind: 'exited', exitCode: 0, stdout: '', stderr };
    };
    return { output: replay(), start: Promise.resolve({ kind: 'ready' }), stop };
  }

  homes(): Promise<readonly Home[]> {
    return Promise.resolve(this.#homes);
  }

  wait(): Promise<void> {
    return Promise.resolve();
  }

  savedFor(argv: readonly string[]): readonly SavedPlace[] {
    return this.#commands.flatMap(({ argv: other, end }) => {
      if (end.kind !== 'exited' || end.exitCode !== 0 || !areAlike(argv, other)) return [];
      const bytes = readOutput(this.#files, end.file);
      return this.#isDamaged(end.file, bytes)
        ? []
        : [{ file: end.file, lines: undefined, text: bytes.toString('utf8') }];
    });
  }

  #answer(command: Command): CommandResult {
    const end = this.#ends.get(commandKey(command)) ?? this.#ends.get(commandKey(withoutItsSecrets(command)));
    if (end === undefined) return { kind: 'not-recorded' };
    if (end.kind === 'streamed') return { kind: 'not-recorded' };
    if (end.kind !== 'exited') return end;
    const bytes = readOutput(this.#files, end.file);
    if (this.#isDamaged(end.file, bytes)) return { kind: 'damaged', file: end.file };
    const stdout = bytes.toString('utf8');
    this.#isCleaned ||= isCleanedText(stdout);
    return { kind: 'exited', exitCode: end.exitCode, stdout, stderr: end.stderr };
  }

  /** Bundles of earlier versions say nothing of how their files were written. */
  #isDamaged(file: string, bytes: Buffer): boolean {
    const written = this.#written === undefined ? undefined : this.#written[file];
    return written !== undefined && written.sha256 !== digestOf(bytes);
  }
}
