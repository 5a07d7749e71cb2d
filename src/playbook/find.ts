import { readdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { packageRoot } from '../package.ts';

const ending = /\.ya?ml$/;
const builtIn = join(packageRoot, 'playbooks');

/** Where playbooks are looked for by name. What is built in comes first: no file found by chance may stand for it. */
const searchPath = (): readonly string[] => [
  builtIn,
  resolve('playbooks'),
  join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'qdoctor/playbooks'),
  '/etc/qdoctor/playbooks',
];

export interface Found {
  readonly name: string;
  readonly file: string;
}

/** The playbooks of the search path; of two with one name, that of the earlier folder. */
export const listPlaybooks = (): readonly Found[] => playbooksIn(searchPath());

/** Those that come with qdoctor. */
export const builtInPlaybooks = (): readonly Found[] => playbooksIn([builtIn]);

function playbooksIn(folders: readonly string[]): readonly Found[] {
  const found = new Map<string, Found>();
  for (const folder of folders) {
    for (const entry of entriesOf(folder)) {
      const name = entry.replace(ending, '');
      if (!found.has(name)) found.set(name, { name, file: join(folder, entry) });
    }
  }
  return [...found.values()];
}

/** The file that a name or a path stands for; a path in a playbook starts at that playbook's folder. */
export function findPlaybook(nameOrPath: string, from?: string): Found {
  if (nameOrPath.includes('/') || ending.test(nameOrPath)) {
    return { name: nameOrPath, file: from === undefined ? nameOrPath : resolve(dirname(from), nameOrPath) };
  }
  const all = listPlaybooks();
  const found = all.find(({ name }) => name === nameOrPath);
  if (found === undefined) {
    const close = nearest(
      nameOrPath,
      all.map(({ name }) => name),
    ).join(' or ');
    throw new UserError(`Unknown playbook '${nameOrPath}'.`, {
      hint: `${close === '' ? '' : `Did you mean ${close}? `}Available: ${all.map(({ name }) => name).join(', ')}; custom ones by path.`,
    });
  }
  const folder = dirname(found.file);
  if (folder !== builtIn && (isOthers(found.file) || isOthers(folder))) {
    throw new UserError(`Playbook ${found.file} is writable by other users, so it is not run by name.`, {
      hint: 'Review it and use its path.',
    });
  }
  return found;
}

/** Whether a file may be included by the playbook that the user named: it is below the same folder, or in the search path. */
export const isPlaybookPlace = (path: string, named: string): boolean =>
  ending.test(path) &&
  [dirname(named), ...searchPath()].some((folder) => path.startsWith(`${realFolder(folder)}${sep}`));

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

/** Whether someone other than root and the caller could have put there what root is about to run. */
function isOthers(path: string): boolean {
  const { uid, mode } = statSync(path);
  return (uid !== 0 && uid !== process.getuid?.()) || (mode & 0o022) !== 0;
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((entry) => ending.test(entry))
      .sort();
  } catch {
    // Most users have only some of the folders.
    return [];
  }
}
