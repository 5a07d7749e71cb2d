import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Finding } from '../../engine/diagnose.ts';
import { type Known, known, partly, unknown } from '../../facts/known.ts';
import { fileReason } from '../../files.ts';
import type { HostState } from './state.ts';

/** Where a fix stands that is being applied. A reboot empties it, and with it most of what such a fix has changed. */
const usualFile = '/run/qdoctor/unfinished-fix';

/** What a fix is, of all that is known of a finding. */
export type Fixed = Pick<Finding, 'check' | 'summary' | 'fix'> & {
  readonly subject: Pick<Finding['subject'], 'kind' | 'id' | 'name'>;
};

const commandsSchema = z.array(z.array(z.string()).readonly()).readonly();
const lines = z.array(z.string());

const intentSchema = z.strictObject({
  format: z.literal('qdoctor.unfinished-fix/1'),
  begun: z.iso.datetime(),
  log: z.string(),
  check: z.string(),
  subject: z.strictObject({
    kind: z.enum(['host', 'bridge', 'router', 'network', 'port']),
    id: z.string(),
    name: z.string(),
  }),
  summary: z.string(),
  fix: z.strictObject({
    summary: z.string(),
    risk: z.enum(['safe', 'disruptive']),
    commands: commandsSchema,
    undo: commandsSchema,
    permanent: z.string(),
  }),
  /** The state before the first command, to compare with after a rollback: each part with its lines, or why it has none. */
  before: z.array(
    z.tuple([z.string(), z.union([lines, z.strictObject({ reason: z.string(), seen: lines.optional() })])]),
  ),
});

type Intent = z.infer<typeof intentSchema>;

const progressSchema = z.strictObject({
  of: z.enum(['fix', 'undo']),
  step: z.int().nonnegative(),
  isDone: z.boolean(),
});

/** A command of the fix or of its undo, by its place there: about to run, or done. */
export type Progress = z.infer<typeof progressSchema>;

/** A fix that was begun and of whose end nothing is known: its qdoctor was killed, crashed or was interrupted. */
export interface Unfinished {
  readonly file: string;
  /** Up to the end of its last step; what follows is room. */
  readonly size: number;
  readonly begun: string;
  readonly log: string;
  readonly fixed: Fixed & { readonly fix: NonNullable<Finding['fix']> };
  readonly before: HostState;
  /** Never none: a fix of which no command was about to run changed nothing. */
  readonly progress: readonly Progress[];
}

/**
 * The record of the one fix that is being applied: all of it on the disk before the first command, with room for each step
 * before and after it, so that a disk that gets full in between takes nothing from it.
 */
export class UnfinishedRecord {
  readonly file: string;
  #descriptor: number | undefined;
  #end = 0;

  constructor(file = usualFile) {
    this.file = file;
  }

  /** Writes down what is about to be done; throws where that can't be, and then nothing of it is left. */
  begin({ check, subject, summary, fix }: Fixed, before: HostState, log: string, now = new Date()): void {
    if (fix === null) throw new Error('there is no fix to write down');
    const { kind, id, name } = subject;
    const { summary: title, risk, commands, undo, permanent } = fix;
    const intent: Intent = {
      format: 'qdoctor.unfinished-fix/1',
      begun: now.toISOString(),
      log,
      ...{ check, subject: { kind, id, name }, summary },
      fix: { summary: title, risk, commands, undo, permanent },
      before: [...before].map(([part, state]) => [part, state.known ? [...state.value] : reasonOf(state)]),
    };
    const text = Buffer.from(`${JSON.stringify(intent)}\n`);
    const room = 2 * (commands.length + undo.length) * longestStep;
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    // Never through a link, and never into what another process holds open: a new file, or none.
    rmSync(this.file, { force: true });
    const file = openSync(this.file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      writeAll(file, Buffer.concat([text, Buffer.alloc(room, ' ')]), 0);
      fsyncSync(file);
    } catch (error) {
      closeSync(file);
      rmSync(this.file, { force: true });
      throw error;
    }
    this.#descriptor = file;
    this.#end = text.length;
  }

  /** Goes on with the record of an earlier run, to undo what that one began. */
  resume({ file, size }: Unfinished): void {
    this.#descriptor = openSync(file, constants.O_WRONLY | constants.O_NOFOLLOW);
    this.#end = size;
  }

  /** Notes a step; throws where it can't be written. */
  note(progress: Progress): void {
    if (this.#descriptor === undefined) return;
    const text = Buffer.from(`${JSON.stringify(progress)}\n`);
    writeAll(this.#descriptor, text, this.#end);
    fsyncSync(this.#descriptor);
    this.#end += text.length;
  }

  /** Nothing of the fix is left to be finished or undone. */
  end(): void {
    if (this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
    rmSync(this.file, { force: true });
  }
}

const longestStep = JSON.stringify({ of: 'undo', step: 100_000, isDone: false }).length + 1;

/** A write may take only a part of what it was given, as on a disk that is nearly full. */
function writeAll(file: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, position + at);
}

const reasonOf = (state: Known<readonly string[]> & { readonly known: false }) => ({
  reason: state.reason,
  ...(state.seen === undefined ? {} : { seen: [...state.seen] }),
});

/**
 * The fix that an earlier run left unfinished; a text says why its record is of no use. Only asked by one who may fix:
 * while another qdoctor fixes this host, what stands there is in work.
 */
export function readUnfinished(file = usualFile): Unfinished | string | undefined {
  const read = readOwn(file);
  if (read === undefined || 'reason' in read) return read?.reason;
  const { text } = read;
  // Killed while it wrote down what it was about to do, an earlier run had not begun with it.
  if (!text.includes('\n')) return undefined;
  const [first = '', ...rest] = text.split('\n');
  const intent = intentSchema.safeParse(jsonOf(first));
  if (!intent.success) return `${file} is damaged`;
  // A step that was cut off in the middle did not begin: a command runs only once its step is on the disk.
  const progress = rest.flatMap((line) => progressSchema.safeParse(jsonOf(line)).data ?? []);
  if (progress.length === 0) return undefined;
  const { begun, log, check, subject, summary, fix, before } = intent.data;
  return {
    ...{ file, begun, log, progress, fixed: { check, subject, summary, fix } },
    size: Buffer.byteLength(text.trimEnd()) + 1,
    before: new Map(
      before.map(([part, state]) => {
        if (Array.isArray(state)) return [part, known(state)];
        return [part, state.seen === undefined ? unknown(state.reason) : partly(state.seen, state.reason)];
      }),
    ),
  };
}

/** Lets go of a fix that was left unfinished: it was undone, or is kept as it is. */
export const forgetUnfinished = ({ file }: Pick<Unfinished, 'file'>): void => rmSync(file, { force: true });

/** The text of a file that nobody but this user can have written, or why it is none; undefined where there is no file. */
function readOwn(file: string): { readonly text: string } | { readonly reason: string } | undefined {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stat = fstatSync(descriptor);
      const isOwn = stat.isFile() && stat.uid === process.geteuid?.() && (stat.mode & 0o077) === 0;
      if (!isOwn) return { reason: `${file} is not a file that only this user can read and write` };
      return { text: readFileSync(descriptor, 'utf8') };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return { reason: `${file}: ${fileReason(error) ?? (error as Error).message}` };
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
