import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { UserError } from '../errors.ts';
import { largeBytes, watchForStalls } from '../stalls.ts';
import { mostFileBytes, type RecordedFiles } from './recorded-files.ts';
import { startStream } from './stream.ts';

/*
 * A packed recording comes from somebody else. It is read into memory, so that nothing of it can end up in a place of
 * its own choosing, and refused as a whole as soon as something in it is not what qdoctor or sos pack.
 */

/** What archives of recordings are called. */
export const packedName = /\.(?:tar(?:\.[gx]z)?|tgz|txz)$/;

const mebibyte = 1024 * 1024;
const bounds = {
  entries: 100_000,
  keptBytes: 512 * mebibyte,
  unpackedBytes: 4096 * mebibyte,
  /** Text is packed by a factor of ten to fifty; a thousand and more is zeros. Small archives may have what they want. */
  ratio: 200,
  alwaysAllowedBytes: 64 * mebibyte,
  pathLength: 1024,
  depth: 32,
} as const;

/** Longer than any archive within the bounds takes. */
const xzMs = 120_000;

/** Folders of a sosreport that are large and tell nothing about the network of now. */
const passedOver = /^(?:[^/]+\/)?(?:var\/log|sos_commands\/(?:logs|rpm|dpkg|selinux|crypto)|sos_logs)\//;

/** Reads a `.tar`, `.tar.gz` or `.tar.xz`; refused with the reason if anything about it is not right. */
export async function filesOfArchive(file: string, signal?: AbortSignal): Promise<RecordedFiles> {
  const refuse = (reason: string, hint = 'Not packed by qdoctor or sos: record the host again.') =>
    new UserError(`${file} ${reason}.`, { hint });
  const { packing, size } = await lookAt(file, refuse);
  const contents = new Map<string, Buffer>();
  const entries = new Entries(contents, refuse);
  const parser = new Parser({ strict: true, onReadEntry: (entry) => entries.take(entry) });
  let failure: unknown;
  parser.on('error', (error: unknown) => {
    failure ??= error;
  });
  let unpacked = 0;
  const most = Math.min(bounds.unpackedBytes, Math.max(bounds.alwaysAllowedBytes, size * bounds.ratio));
  const consume = async (pieces: AsyncIterable<Uint8Array>) => {
    for await (const piece of pieces) {
      unpacked += piece.length;
      if (unpacked > largeBytes) watchForStalls();
      if (unpacked > most) failure ??= refuse(`unpacks to more than ${Math.floor(most / mebibyte)} MiB`);
      else parser.write(Buffer.from(piece));
      failure ??= entries.problem;
      if (failure !== undefined) throw failure;
    }
    parser.end();
    failure ??= entries.problem;
    if (failure !== undefined) throw failure;
  };
  try {
    await unpack(file, packing, consume, refuse, signal);
  } catch (cause) {
    // A pipeline that is ended early tells only that, now and then.
    const error = failure ?? cause;
    if (error instanceof UserError) throw error;
    throw refuse(`is not a complete archive: ${(error as Error).message}`, 'Copy it again.');
  }
  if (contents.size === 0) throw refuse('contains no files');
  const inside = withoutRoot(contents);
  return { name: file, paths: new Set(inside.keys()), read: (path) => inside.get(path) };
}

/** Whether a file begins as an archive does. */
export async function isPacked(file: string): Promise<boolean> {
  // To open a pipe waits for who writes to it.
  if (!(await stat(file)).isFile()) return false;
  try {
    await lookAt(file, (reason) => new UserError(reason));
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

type Packing = 'gzip' | 'xz' | 'none';
type Refuse = (reason: string, hint?: string) => UserError;

async function lookAt(file: string, refuse: Refuse): Promise<{ packing: Packing; size: number }> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    const head = buffer.subarray(0, bytesRead);
    const begins = (...bytes: readonly number[]) => bytes.every((byte, index) => head[index] === byte);
    if (begins(0x1f, 0x8b)) return { packing: 'gzip', size };
    if (begins(0xfd, 0x37, 0x7a, 0x58, 0x5a)) return { packing: 'xz', size };
    if (head.toString('latin1', 257, 262) === 'ustar') return { packing: 'none', size };
    throw refuse('is not a .tar.gz, .tar.xz or .tar file', 'Use a recording: a folder or such an archive.');
  } finally {
    await handle.close();
  }
}

async function unpack(
  file: string,
  packing: Packing,
  consume: (pieces: AsyncIterable<Uint8Array>) => Promise<void>,
  refuse: Refuse,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (packing === 'gzip') return pipeline(createReadStream(file), createGunzip(), consume, { signal });
  if (packing === 'none') return pipeline(createReadStream(file), consume, { signal });
  const xz = startStream(
    { argv: ['xz', '-dc', '--memlimit-decompress=256MiB', '--', file], timeoutMs: xzMs },
    'never said',
    signal,
  );
  try {
    await consume(xz.output);
  } catch (error) {
    await xz.stop();
    throw error;
  }
  const end = await xz.stop();
  if (end.kind === 'tool-missing') throw refuse('is packed with xz, which is not installed', 'Install xz-utils.');
  if (end.kind !== 'exited' || end.exitCode !== 0)
    throw new Error(end.kind === 'exited' ? end.stderr.trim() : end.kind);
}

/** What an archive holds, entry by entry, up to the first one that is refused. */
class Entries {
  problem: UserError | undefined;
  readonly #contents: Map<string, Buffer>;
  readonly #refuse: Refuse;
  #count = 0;
  #kept = 0;

  constructor(contents: Map<string, Buffer>, refuse: Refuse) {
    this.#contents = contents;
    this.#refuse = refuse;
  }

  take(entry: ReadEntry): void {
    this.#count += 1;
    this.problem ??= this.#problemOf(entry);
    const path = plain(entry.path);
    const isKept = this.problem === undefined && isFile(entry) && entry.size <= mostFileBytes && !passedOver.test(path);
    if (!isKept) {
      entry.resume();
      return;
    }
    this.#kept += entry.size;
    if (this.#kept > bounds.keptBytes) this.problem = this.#refuse('contains more than 512 MiB of outputs');
    const pieces: Buffer[] = [];
    this.#contents.set(path, Buffer.alloc(0));
    entry.on('data', (piece) => pieces.push(piece));
    entry.on('end', () => this.#contents.set(path, Buffer.concat(pieces)));
  }

  #problemOf({ path, type, linkpath = '' }: ReadEntry): UserError | undefined {
    const shown = path.length > 80 ? `${path.slice(0, 80)}…` : path;
    if (this.#count > bounds.entries) return this.#refuse(`contains more than ${bounds.entries} entries`);
    // Control characters have no place in a file name of ours, and could speak to a terminal.
    if (/[\u0000-\u001f\u007f-\u009f\\]/.test(path)) return this.#refuse(`contains the suspicious name '${shown}'`);
    if (path.length > bounds.pathLength) return this.#refuse(`contains a path of ${path.length} characters`);
    if (path.split('/').length > bounds.depth) return this.#refuse(`contains folders ${path.split('/').length} deep`);
    if (path.startsWith('/')) return this.#refuse(`contains the absolute path '${shown}'`);
    if (path.split('/').includes('..')) return this.#refuse(`contains '${shown}', which leads outside`);
    if (type === 'Directory') return undefined;
    if (type === 'SymbolicLink') {
      return climbsOut(path, linkpath) ? this.#refuse(`contains the link '${shown}', which leads outside`) : undefined;
    }
    if (type === 'Link') {
      const isOwn = this.#contents.has(plain(linkpath));
      return isOwn ? undefined : this.#refuse(`contains the hard link '${shown}' to a file outside`);
    }
    if (!isFile({ type })) return this.#refuse(`contains '${shown}', which is not a file (${type})`);
    return this.#contents.has(plain(path)) ? this.#refuse(`contains '${shown}' twice`) : undefined;
  }
}

const isFile = ({ type }: Pick<ReadEntry, 'type'>): boolean =>
  type === 'File' || type === 'OldFile' || type === 'ContiguousFile';

const plain = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');

/** Whether a link goes above the root on its way. An absolute one means the host's own files: it is never followed. */
function climbsOut(path: string, target: string): boolean {
  if (target.startsWith('/')) return false;
  let depth = plain(path).split('/').length - 1;
  for (const part of plain(target).split('/')) {
    depth += part === '..' ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}

/** Archives have one folder that holds all. */
function withoutRoot(contents: ReadonlyMap<string, Buffer>): ReadonlyMap<string, Buffer> {
  const roots = new Set([...contents.keys()].map((path) => path.slice(0, path.indexOf('/') + 1)));
  const [root = ''] = roots;
  if (roots.size !== 1 || root === '') return contents;
  return new Map([...contents].map(([path, content]) => [path.slice(root.length), content]));
}
