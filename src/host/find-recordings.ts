import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reading } from '../files.ts';
import { packedName } from './archive.ts';
import { manifestName } from './bundle.ts';
import { type RecordedFiles, sosCommands, textFile } from './recorded-files.ts';
import { isCopiedFolder, savedHosts } from './saved/hosts.ts';

const deepest = 4;

/**
 * The paths of the recordings that a path leads to: the one that it is, or those in a folder that is none itself. Each is
 * opened on its own: one that can't be read says nothing of the others.
 */
export function findRecordings(path: string): readonly string[] {
  return reading(path, () => statSync(path)).isDirectory() ? foundIn(path, 0) : [path];
}

function foundIn(folder: string, depth: number): readonly string[] {
  const entries = reading(folder, () => readdirSync(folder, { withFileTypes: true })).toSorted((one, other) =>
    one.name.localeCompare(other.name),
  );
  if (entries.length === 0) return [];
  if (entries.some(({ name }) => name === manifestName || `${name}/` === sosCommands)) return [folder];
  // A crashdump is read as a whole; of a must-gather only the sosreports in it are of hosts.
  if (entries.some(({ name }) => /^juju_status\.(?:ya?ml|txt)$/.test(name))) return [folder];
  const nodes = join(folder, 'sos-reports/_all_nodes');
  if (statSync(nodes, { throwIfNoEntry: false })?.isDirectory() === true) return foundIn(nodes, depth);
  const archives = entries.filter((entry) => packedName.test(entry.name) && isFile(folder, entry));
  const folders = entries.filter((entry) => entry.isDirectory() && !isCopiedFolder(entry.name));
  const holdsOthers = archives.length > 0 || (folders.length > 0 && !hasOutputs(folder, entries));
  if (!holdsOthers || depth === deepest) return [folder];
  return [...archives, ...folders]
    .toSorted((one, other) => one.name.localeCompare(other.name))
    .flatMap((entry) =>
      entry.isDirectory() ? foundIn(join(folder, entry.name), depth + 1) : findRecordings(join(folder, entry.name)),
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
