import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { readWhole } from '../files.ts';

/** The files of a recording, by their path in it: all that is read of one, and nothing outside of it. */
export interface RecordedFiles {
  /** As the user called it. */
  readonly name: string;
  readonly paths: ReadonlySet<string>;
  /** Undefined where there is no such file. */
  read(path: string): Buffer | undefined;
}

const mostFiles = 100_000;
const deepest = 12;

/** The files under a folder. A link counts only where it leads to a file in the same folder. */
export function filesOfFolder(folder: string): RecordedFiles {
  const root = `${realpathSync(folder)}${sep}`;
  const paths = new Set<string>();
  const walk = (below: string, depth: number) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory() && depth < deepest) walk(path, depth + 1);
      else if (entry.isFile() || (entry.isSymbolicLink() && isFileWithin(root, join(folder, path)))) paths.add(path);
      if (paths.size > mostFiles) {
        throw new UserError(`${folder} contains more than ${mostFiles} files.`, {
          hint: 'Use the folder of a recording.',
        });
      }
    }
  };
  walk('', 0);
  return {
    name: folder,
    paths,
    read: (path) => (paths.has(path) ? contentOf(join(folder, path)) : undefined),
  };
}

function isFileWithin(root: string, link: string): boolean {
  try {
    const target = realpathSync(link);
    return target.startsWith(root) && lstatSync(target).isFile();
  } catch {
    return false;
  }
}

/** What one file of a recording may have; longer ones, such as journals, are passed over in archives and refused here. */
export const mostFileBytes = 64 * 1024 * 1024;

const contentOf = (file: string): Buffer => readWhole(file, mostFileBytes);

/** The folder in which sosreport keeps its outputs. */
export const sosCommands = 'sos_commands/';

/** What sosreport keeps its outputs in; it has a manifest.json of its own in some releases. */
export const isSosreport = ({ paths }: RecordedFiles): boolean =>
  [...paths].some((path) => path.startsWith(sosCommands));

/** One file as a recording of its own. */
export const textFile = (path: string): RecordedFiles => ({
  name: path,
  paths: new Set([basename(path)]),
  read: (wanted) => (wanted === basename(path) ? contentOf(path) : undefined),
});
