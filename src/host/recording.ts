import { once } from 'node:events';
import { lstatSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import * as z from 'zod';
import { UserError } from '../errors.ts';
import { filesOfArchive } from './archive.ts';
import type { Command, CommandResult, Host, Stream } from './host.ts';
import { byFileName, filesOfFolder, isSosreport, type RecordedFiles } from './recorded-files.ts';
import { savedNamesOf } from './saved-names.ts';

/*
 * A recording is a folder of command outputs, named as sosreport names them. With a manifest.json it is a bundle:
 * then exit codes, error texts and unanswered commands are known too.
 */

/** Where a bundle has its captures. */
export const captureFolder = 'captures';

const endSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exited'), exitCode: z.int(), file: z.string(), stderr: z.string() }),
  z.strictObject({ kind: z.literal('tool-missing') }),
  z.strictObject({ kind: z.literal('not-permitted') }),
  z.strictObject({ kind: z.literal('timed-out'), afterMs: z.number() }),
  /** A capture, from its start to where it was stopped. */
  z.strictObject({ kind: z.literal('streamed'), file: z.string() }),
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
  /** How long DHCP was only listened to; absent where probes were sent. */
  listenedSeconds: z.number().min(0).optional(),
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

const absent = { throwIfNoEntry: false } as const;

/** Opens a packed bundle or sosreport. */
export const openArchive = async (file: string, signal?: AbortSignal): Promise<Host> =>
  openFiles(await filesOfArchive(file, signal));

/** Opens a bundle, a sosreport or a folder of saved outputs. */
export function openRecording(folder: string): Host {
  if (statSync(folder, absent)?.isDirectory() !== true) {
    throw new UserError(`${folder} is no folder that holds a recording.`, {
      hint: 'Give the folder of a bundle, or one of saved command outputs.',
    });
  }
  const files = filesOfFolder(folder);
  const manifest = lstatSync(join(folder, manifestName), absent);
  if (manifest !== undefined && !files.paths.has(manifestName)) {
    const reason = manifest.isDirectory() ? 'EISDIR: it is a folder' : 'it is no file of the recording';
    throw new UserError(`${join(folder, manifestName)} can't be read: ${reason}.`, { hint: 'Record the host again.' });
  }
  return openFiles(files);
}

const manifestName = 'manifest.json';

function openFiles(files: RecordedFiles): Host {
  return files.paths.has(manifestName) && !isSosreport(files) ? openBundle(files) : new DirectoryHost(files);
}

function openBundle(files: RecordedFiles): Host {
  const file = join(files.name, manifestName);
  let content: unknown;
  try {
    content = JSON.parse(files.read(manifestName)?.toString('utf8') ?? '');
  } catch (cause) {
    throw new UserError(`${file} can't be read: ${(cause as Error).message}.`, {
      cause,
      hint: 'Record the host again.',
    });
  }
  const manifest = manifestSchema.safeParse(content);
  if (!manifest.success) {
    const issue = manifest.error.issues[0];
    const place = issue?.path.join('.') ?? '';
    throw new UserError(
      `${file} is no manifest of qdoctor.bundle/1: ${place === '' ? '' : `${place}: `}${issue?.message}.`,
      {
        hint: 'Record the host again with this version of qdoctor.',
      },
    );
  }
  return new BundleHost(files, manifest.data);
}

async function* nothing(): AsyncIterable<Uint8Array> {}

const notRecorded: Stream = {
  output: nothing(),
  start: Promise.resolve({ kind: 'not-recorded' }),
  stop: () => Promise.resolve({ kind: 'not-recorded' }),
};

/** What tells one command of a recording from another. */
export const commandKey = ({
  argv,
  input,
}: {
  readonly argv: readonly string[];
  readonly input?: string | undefined;
}): string => JSON.stringify([argv, input ?? null]);

/** A manifest is untrusted input: a file of it is one of the recording's own. */
function readOutput(files: RecordedFiles, path: string): Buffer {
  const content = files.read(path);
  if (content !== undefined) return content;
  throw new UserError(
    `${join(files.name, basename(path))} is named in manifest.json, but it is no file that can be read.`,
    {
      hint: 'The recording is not whole: copy it again.',
    },
  );
}

class BundleHost implements Host {
  readonly source = 'bundle';
  readonly name: string;
  readonly listenedSeconds: number | undefined;
  readonly #files: RecordedFiles;
  readonly #ends: ReadonlyMap<string, z.infer<typeof endSchema>>;
  /** The files of each capture's runs, the next one first. */
  readonly #captures = new Map<string, string[]>();

  constructor(files: RecordedFiles, manifest: Manifest) {
    this.name = manifest.host;
    this.listenedSeconds = manifest.listenedSeconds;
    this.#files = files;
    this.#ends = new Map(manifest.commands.map((command) => [commandKey(command), command.end]));
    for (const command of manifest.commands) {
      if (command.end.kind !== 'streamed') continue;
      const key = commandKey(command);
      this.#captures.set(key, [...(this.#captures.get(key) ?? []), command.end.file]);
    }
  }

  run(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    return Promise.resolve(commands.map((command) => this.#answer(command)));
  }

  stream(command: Command): Stream {
    const files = this.#captures.get(commandKey(command));
    const file = files?.shift();
    if (files === undefined || file === undefined) return notRecorded;
    // After the last one it begins anew: a recording may be diagnosed several times.
    files.push(file);
    const bytes = readOutput(this.#files, file);
    const stopped = new AbortController();
    async function* replay() {
      yield bytes;
      // Like the command itself, it goes on until it is stopped.
      if (!stopped.signal.aborted) await once(stopped.signal, 'abort');
    }
    const stop = async (): Promise<CommandResult> => {
      stopped.abort();
      return { kind: 'exited', exitCode: 0, stdout: '', stderr: '' };
    };
    return { output: replay(), start: Promise.resolve({ kind: 'ready' }), stop };
  }

  wait(): Promise<void> {
    return Promise.resolve();
  }

  #answer(command: Command): CommandResult {
    const end = this.#ends.get(commandKey(command));
    if (end === undefined) return { kind: 'not-recorded' };
    if (end.kind === 'streamed') return { kind: 'not-recorded' };
    if (end.kind !== 'exited') return end;
    const stdout = readOutput(this.#files, end.file).toString('utf8');
    return { kind: 'exited', exitCode: end.exitCode, stdout, stderr: end.stderr };
  }
}

/** Saved outputs without exit codes: what is there counts as having succeeded, what is not there is not known. */
class DirectoryHost implements Host {
  readonly source: 'directory' | 'sosreport';
  readonly name: string;
  readonly #files: RecordedFiles;
  readonly #paths: ReadonlyMap<string, string>;

  constructor(files: RecordedFiles) {
    this.#files = files;
    this.#paths = byFileName(files);
    this.source = isSosreport(files) ? 'sosreport' : 'directory';
    const hostname = this.source === 'sosreport' ? files.read('hostname')?.toString('utf8').trim() : undefined;
    this.name = hostname || basename(resolve(files.name));
  }

  run(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    return Promise.resolve(commands.map((command) => this.#answer(command)));
  }

  stream(): Stream {
    return notRecorded;
  }

  wait(): Promise<void> {
    return Promise.resolve();
  }

  namespacesSaved(): readonly string[] {
    return [...new Set([...this.#paths.keys()].flatMap((name) => name.match(/^ip_netns_exec_([^_]+)_/)?.[1] ?? []))];
  }

  copiesUnder(folders: readonly string[]): ReadonlyMap<string, string> {
    const paths = [...this.#files.paths].filter((path) =>
      folders.some((folder) => `/${path}`.startsWith(`${folder}/`)),
    );
    return new Map(paths.map((path) => [`/${path}`, this.#files.read(path)?.toString('utf8') ?? '']));
  }

  #answer(command: Command): CommandResult {
    const { argv } = command;
    const own = argv[0] === 'cat' && argv.length === 2 ? argv[1]?.replace(/^\/+/, '') : undefined;
    const paths = [own, ...savedNamesOf(command).map((name) => this.#paths.get(name))];
    for (const path of paths) {
      const content = path === undefined ? undefined : this.#files.read(path);
      if (content !== undefined) return withoutErrors(content.toString('utf8'));
    }
    return { kind: 'not-recorded', canBeAdded: true };
  }
}

/** What `ip` and the tools of Open vSwitch say where they fail. */
const errorLine =
  /^(?:ovs-(?:vsctl|ofctl|appctl|dpctl): |Cannot open network namespace |setting the network namespace |Error: Peer netns |RTNETLINK answers: )/;

/** Who saves outputs by `>file 2>&1` has the errors among them; a command that printed nothing else has failed. */
function withoutErrors(text: string): CommandResult {
  const lines = text.split(/(?<=\n)/);
  const errors = lines.filter((line) => errorLine.test(line));
  const others = lines.filter((line) => !errorLine.test(line));
  const hasFailed = errors.length > 0 && others.every((line) => line.trim() === '');
  return { kind: 'exited', exitCode: hasFailed ? 1 : 0, stdout: others.join(''), stderr: errors.join('') };
}
