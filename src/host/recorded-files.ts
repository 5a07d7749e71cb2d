import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { UserError } from '../errors.ts';

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
        throw new UserError(`${folder} holds more than ${mostFiles} files.`, {
          hint: 'Name the folder of a recording.',
        });
      }
    }
  };
  walk('', 0);
  return {
    name: folder,
    paths,
    read: (path) => (paths.has(path) ? readIfThere(join(folder, path)) : undefined),
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

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

const sosCommands = 'sos_commands/';

/** What sosreport keeps its outputs in; it has a manifest.json of its own in some releases. */
export const isSosreport = ({ paths }: RecordedFiles): boolean =>
  [...paths].some((path) => path.startsWith(sosCommands));

/** Saved outputs by the name of their command. Other folders may be other hosts'. */
export function byFileName({ paths }: RecordedFiles): ReadonlyMap<string, string> {
  const own = [...paths].filter((path) => !path.includes('/'));
  const nested = [...paths].filter((path) => path.startsWith(sosCommands)).toSorted();
  return new Map([...numbered(own), ...[...nested, ...own].map((path): [string, string] => [basename(path), path])]);
}

/** `07_ip_netns.txt`: who saves outputs in order numbers them. Of a command that is there twice nobody knows which holds. */
function numbered(own: readonly string[]): readonly [name: string, path: string][] {
  const pathsOf = new Map<string, string[]>();
  for (const path of own) {
    const name = path.match(/^\d{1,3}[_-](.+)$/)?.[1];
    if (name !== undefined) pathsOf.set(name, [...(pathsOf.get(name) ?? []), path].slice(0, 2));
  }
  return [...pathsOf].flatMap(([name, [path, other]]): [string, string][] =>
    path === undefined || other !== undefined ? [] : [[name, path]],
  );
}
