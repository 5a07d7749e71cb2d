import { closeSync, constants, fstatSync, lchownSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from './errors.ts';
import { largeBytes, watchForStalls } from './stalls.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOENT: 'no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of its path is not a folder',
  ELOOP: 'its symbolic links form a loop',
  ENAMETOOLONG: 'the name is too long',
  ENXIO: 'it is a socket, a device, or a pipe without a reader',
  EAGAIN: 'it has no end, such as a log of the kernel',
  EIO: 'input/output error',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
  ETXTBSY: 'it is in use',
};

/** Why the system refused a file; undefined for an error of another kind. */
export function fileReason(error: unknown): string | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code === undefined || syscall === undefined ? undefined : (reasons[code] ?? code);
}

/** Reads what the user named: a file or folder that the system refuses is a mistake of the call, in one sentence. */
export function reading<T>(path: string, read: () => T): T {
  try {
    const result = read();
    return result instanceof Promise ? (result.catch((error) => refuse('read', path, error)) as T) : result;
  } catch (error) {
    return refuse('read', path, error);
  }
}

/**
 * The whole of a file that the user named. What may never end, a pipe, a device or a log of the kernel, is refused and not
 * waited for.
 */
export function readWhole(path: string, mostBytes = Number.POSITIVE_INFINITY): Buffer {
  return reading(path, () => {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = fstatSync(file);
      if (stat.isFile() && stat.size > mostBytes) {
        const [size, most] = [stat.size, mostBytes].map((bytes) => Math.round(bytes / 1024 / 1024));
        throw new UserError(`${path} has ${size} MiB; qdoctor reads files of up to ${most} MiB.`);
      }
      if (!stat.isFile() && !stat.isDirectory()) throw new UserError(`Cannot read ${path}: it is not a regular file.`);
      if (stat.size > largeBytes) watchForStalls();
      return readFileSync(file);
    } finally {
      closeSync(file);
    }
  });
}

/** Writes where the user wants it, with errors as those of `reading`. */
export const writing = <T>(path: string, write: () => Promise<T>): Promise<T> =>
  write().catch((error) => refuse('write', path, error));

function refuse(verb: 'read' | 'write', path: string, error: unknown): never {
  const reason = fileReason(error);
  if (reason === undefined) throw error;
  // Below a folder it may be another file that is refused.
  const { path: refused } = error as NodeJS.ErrnoException;
  throw new UserError(`Cannot ${verb} ${verb === 'read' ? (refused ?? path) : path}: ${reason}.`, { cause: error });
}

/** Gives what was written under sudo to the user who called sudo. */
export function giveToCaller(path: string): void {
  const [user, group] = [process.env['SUDO_UID'], process.env['SUDO_GID']].map((id = '') => Number(id || Number.NaN));
  if (process.getuid?.() !== 0 || !isId(user) || !isId(group)) return;
  giveTo(path, user, group);
}

const isId = (id: number | undefined): id is number => Number.isInteger(id);

function giveTo(path: string, user: number, group: number): void {
  lchownSync(path, user, group);
  for (const entry of entriesOf(path)) giveTo(join(path, entry), user, group);
}

function entriesOf(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
