import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { UserError } from '../errors.ts';
import type { Command, CommandResult, Host } from './host.ts';

/*
 * A recording is a folder of command outputs, named as sosreport names them. With a manifest.json it is a bundle:
 * then exit codes, error texts and unanswered commands are known too.
 */

/** A command's file name: its words without the tool's folder, other characters folded into `_`. */
export const fileNameOf = ({ argv: [tool, ...words] }: Pick<Command, 'argv'>): string =>
  [basename(tool), ...words].join(' ').replace(/[^\w.-]+/g, '_');

const endSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exited'), exitCode: z.int(), file: z.string(), stderr: z.string() }),
  z.strictObject({ kind: z.literal('tool-missing') }),
  z.strictObject({ kind: z.literal('not-permitted') }),
  z.strictObject({ kind: z.literal('timed-out'), afterMs: z.number() }),
]);

export const manifestSchema = z.strictObject({
  format: z.literal('qdoctor.bundle/1'),
  version: z.string(),
  host: z.string(),
  recorded: z.iso.datetime(),
  /** What the recording shows, for people. */
  note: z.string(),
  commands: z.array(z.strictObject({ argv: z.array(z.string()).min(1), input: z.string().optional(), end: endSchema })),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Opens a bundle or a folder of saved outputs. */
export function openRecording(folder: string): Host {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UserError(`${folder} is no folder that holds a recording.`, {
      hint: 'Give the folder of a bundle, or one of saved command outputs.',
    });
  }
  const manifest = join(folder, 'manifest.json');
  if (statSync(manifest, { throwIfNoEntry: false }) !== undefined) return openBundle(folder, manifest);
  return new DirectoryHost(folder);
}

function openBundle(folder: string, file: string): Host {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new UserError(`${file} can't be read: ${(cause as Error).message}`, {
      cause,
      hint: 'Record the host again.',
    });
  }
  const manifest = manifestSchema.safeParse(content);
  if (!manifest.success) {
    const issue = manifest.error.issues[0];
    throw new UserError(`${file} is no manifest of qdoctor.bundle/1: ${issue?.path.join('.')} ${issue?.message}`, {
      hint: 'Record the host again with this version of qdoctor.',
    });
  }
  return new BundleHost(folder, manifest.data);
}

/** What tells one command of a recording from another. */
export const commandKey = ({ argv, input }: Pick<Command, 'argv' | 'input'>): string =>
  JSON.stringify([argv, input ?? null]);

class BundleHost implements Host {
  readonly source = 'bundle';
  readonly name: string;
  readonly #folder: string;
  readonly #ends: ReadonlyMap<string, z.infer<typeof endSchema>>;

  constructor(folder: string, manifest: Manifest) {
    this.name = manifest.host;
    this.#folder = folder;
    this.#ends = new Map(manifest.commands.map(({ argv, input, end }) => [JSON.stringify([argv, input ?? null]), end]));
  }

  run(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    return Promise.resolve(commands.map((command) => this.#answer(command)));
  }

  wait(): Promise<void> {
    return Promise.resolve();
  }

  #answer(command: Command): CommandResult {
    const end = this.#ends.get(commandKey(command));
    if (end === undefined) return { kind: 'not-recorded' };
    if (end.kind !== 'exited') return end;
    // A manifest is untrusted input: a file of it is a name in this folder, never a path.
    const stdout = readFileSync(join(this.#folder, basename(end.file)), 'utf8');
    return { kind: 'exited', exitCode: end.exitCode, stdout, stderr: end.stderr };
  }
}

/** Saved outputs without exit codes: what is there counts as having succeeded, what is not there is not known. */
class DirectoryHost implements Host {
  readonly source = 'directory';
  readonly name: string;
  readonly #folder: string;
  readonly #files: ReadonlySet<string>;

  constructor(folder: string) {
    this.#folder = folder;
    this.name = basename(folder);
    this.#files = new Set(readdirSync(folder));
  }

  run(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    return Promise.resolve(commands.map((command) => this.#answer(command)));
  }

  wait(): Promise<void> {
    return Promise.resolve();
  }

  #answer(command: Command): CommandResult {
    const name = fileNameOf(command);
    const file = [name, `${name}.txt`].find((candidate) => this.#files.has(candidate));
    if (file === undefined) return { kind: 'not-recorded' };
    return { kind: 'exited', exitCode: 0, stdout: readFileSync(join(this.#folder, file), 'utf8'), stderr: '' };
  }
}
