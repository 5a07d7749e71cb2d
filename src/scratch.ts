import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statFieldsOf } from './process-stat.ts';

/*
 * What a qdoctor that was killed leaves behind carries its owner's name, so that the next one can tell it from what is in
 * use: folders and files in theirs, commands in their environment.
 */

const prefix = '.qdoctor-';
const dayMs = 24 * 60 * 60 * 1000;

/** A folder for as long as something is written, beside where it is to go or among temporary files. */
export function scratchFolder(parent: string = tmpdir()): string {
  removeAbandoned(parent);
  return mkdtempSync(join(parent, `${prefix}${owner()}-`));
}

/** Removes what killed runs left in a folder. */
export function removeAbandoned(parent: string = tmpdir()): void {
  for (const name of entriesOf(parent)) {
    const [, of] = name.match(scratchName) ?? [];
    if (of === undefined) continue;
    const path = join(parent, name);
    try {
      const { uid, mtimeMs } = statSync(path);
      // The processes of other users may be hidden.
      const isOurs = uid === process.getuid?.() || process.getuid?.() === 0;
      if (isOurs && (isAbandoned(of) ?? Date.now() - mtimeMs > dayMs)) rmSync(path, { recursive: true, force: true });
    } catch {
      // It is another user's, or another run has removed it meanwhile.
    }
  }
}

const scratchName = /^\.qdoctor-([\w.]+)-\w{6}$/;

/** A mark for a command that ends with this run. */
export const ownedMark = (): string => `${owner()}:${randomUUID()}`;

/** Whether a command with such a mark has outlived its run. */
export const isAbandonedMark = (mark: string): boolean => {
  const [of, rest] = mark.split(':');
  return of !== undefined && rest !== undefined && isAbandoned(of) === true;
};

interface Owner {
  /** Of the host since it was started, and its numbers of processes: elsewhere the same numbers are other processes. */
  readonly place: string;
  readonly pid: string;
  readonly started: string;
}

let own: string | undefined;

function owner(): string {
  own ??= [placeHere(), process.pid, startOf(String(process.pid)) ?? '0'].join('.');
  return own;
}

/** Undefined where it was started in another place, such as a container or a host with the same folder. */
function isAbandoned(of: string): boolean | undefined {
  const { place, pid, started } = ownerIn(of);
  if (place !== placeHere()) return undefined;
  return startOf(pid) !== started;
}

function ownerIn(text: string): Owner {
  const [place = '', pid = '', started = ''] = text.split('.');
  return { place, pid, started };
}

let here: string | undefined;

function placeHere(): string {
  try {
    here ??= short(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8') + readlinkSync('/proc/self/ns/pid'));
  } catch {
    // A system without /proc: only time tells there what is left over.
    here = short(randomUUID());
  }
  return here;
}

/** Names of sockets, which may lie in such a folder, are short. */
const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10);

/** When a process was started, in ticks of the host's clock; undefined where it has ended. */
function startOf(pid: string): string | undefined {
  try {
    const [state, ...numbers] = statFieldsOf(pid);
    return state === 'Z' ? undefined : numbers[18];
  } catch {
    return undefined;
  }
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
