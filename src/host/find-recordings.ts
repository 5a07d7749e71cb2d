import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reading } from '../files.ts';
import { manifestName } from './bundle.ts';
import type { Host } from './host.ts';
import { type RecordedFiles, sosCommands, textFile } from './recorded-files.ts';
import { type IsTelling, openRecordings } from './recording.ts';
import { isCopiedFolder, savedHosts } from './saved/hosts.ts';

/** A recording among others. Each is opened on its own: one that can't be read says nothing of the others. */
export interface FoundRecording {
  /** As the user would call it. */
  readonly path: string;
  open(signal?: AbortSignal): Promise<readonly Host[]>;
}

const packed = /\.(?:tar(?:\.[gx]z)?|tgz|txz)$/;
const deepest = 4;

/** The recordings that a path leads to: the one that it is, or those in a folder that is none itself. */
export function findRecordings(path: string, isTelling: IsTelling): readonly FoundRecording[] {
  const found: FoundRecording = { path, open: (signal) => openRecordings(path, signal, isTelling) };
  if (!reading(path, () => statSync(path)).isDirectory()) return [found];
  return foundIn(path, isTelling, 0);
}

function foundIn(folder: string, isTelling: IsTelling, depth: number): readonly FoundRecording[] {
  const found: FoundRecording = { path: folder, open: (signal) => openRecordings(folder, signal, isTelling) };
  const entries = reading(folder, () => readdirSync(folder, { withFileTypes: true })).toSorted((one, other) =>
    one.name.localeCompare(other.name),
  );
  if (entries.length === 0) return [];
  if (entries.some(({ name }) => name === manifestName || `${name}/` === sosCommands)) return [found];
  const archives = entries.filter((entry) => packed.test(entry.name) && isFile(folder, entry));
  const folders = entries.filter((entry) => entry.isDirectory() && !isCopiedFolder(entry.name));
  const holdsOthers = archives.length > 0 || (folders.length > 0 && !hasOutputs(folder, entries));
  if (!holdsOthers || depth === deepest) return [found];
  return [...archives, ...folders]
    .toSorted((one, other) => one.name.localeCompare(other.name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? foundIn(join(folder, entry.name), isTelling, depth + 1)
        : findRecordings(join(folder, entry.name), isTelling),
    );
}

/** A link counts too: bundles are large, and may lie elsewhere. */
const isFile = (folder: string, entry: Dirent): boolean =>
  entry.isFile() ||
  (entry.isSymbolicLink() && statSync(join(folder, entry.name), { throwIfNoEntry: false })?.isFile() === true);

/** Whether the files of a folder itself are outputs of a host. */
function hasOutputs(folder: string, entries: readonly Dirent[]): boolean {
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const own: RecordedFiles = {
    name: folder,
    paths: new Set(files),
    read: (name) => (files.includes(name) ? textFile(join(folder, name)).read(name) : undefined),
  };
  return savedHosts(own).length > 0;
}
