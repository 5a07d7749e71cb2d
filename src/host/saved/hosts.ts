import { basename, join, resolve } from 'node:path';
import type { RecordedFiles } from '../recorded-files.ts';
import { namedOutput, type SavedOutput, savedOutputs } from './outputs.ts';
import { SavedHost } from './saved-host.ts';

/** Folders that hold copies of files under their own paths, and no other host. */
const copiedFolders: ReadonlySet<string> = new Set([
  'etc',
  'var',
  'proc',
  'run',
  'sys',
  'opt',
  'usr',
  'lib',
  'boot',
  'dev',
  'tmp',
  'root',
  'home',
  'captures',
]);

/** Whether a folder of this name holds copies of files, and no other host. */
export const isCopiedFolder = (name: string): boolean => copiedFolders.has(name);

const nameOf = (files: RecordedFiles): string => basename(resolve(files.name));

/**
 * The hosts whose outputs lie in a folder itself, or stand in a text: none where nothing is recognised. Prompts tell which
 * host an output is of. What names no host is of the only one that is named, or else of one called like the folder.
 */
export function savedHosts(files: RecordedFiles): readonly SavedHost[] {
  const own = [...files.paths].filter((path) => !path.includes('/'));
  const { outputs, unread } = savedOutputs(files, own);
  if (outputs.length === 0) return [];
  const named = [...new Set(outputs.flatMap(({ host }) => host ?? []))];
  const unnamed = named.length === 1 ? (named[0] ?? '') : nameOf(files);
  const groups = groupsOf(outputs, ({ host }) => host ?? unnamed);
  const [first = unnamed] = groups.keys();
  // What names a host of which there is no output, or none, is the first one's where no output is unnamed.
  const ownerOf = (host: string | undefined): string =>
    [host, unnamed].find((name) => name !== undefined && groups.has(name)) ?? first;
  return [...groups].map(([name, all]) => {
    const own = unread.filter(({ host }) => ownerOf(host) === name);
    return new SavedHost({
      ...{ name, source: 'directory', outputs: all, unread: own },
      files: copiesFor(files, name, unnamed),
    });
  });
}

/** Copies of files lie beside the outputs of the host that no prompt names. */
const copiesFor = (files: RecordedFiles, name: string, unnamed: string): RecordedFiles =>
  name === unnamed ? files : { name: files.name, paths: new Set(), read: () => undefined };

/** A folder in which no output is recognised: all that is in it is said to be unread. */
export function unreadHost(files: RecordedFiles): SavedHost {
  const paths = [...files.paths].slice(0, 1000);
  const { unread } = savedOutputs(
    files,
    paths.filter((path) => !isCopy(path)),
  );
  return new SavedHost({ name: nameOf(files), source: 'directory', outputs: [], unread, files });
}

const isCopy = (path: string): boolean => path.includes('/') && isCopiedFolder(path.slice(0, path.indexOf('/')));

/** The folders in a folder, each as a recording of its own. */
export function foldersIn(files: RecordedFiles): readonly RecordedFiles[] {
  const nested = [...files.paths].filter((path) => path.includes('/') && !isCopy(path)).toSorted();
  const groups = groupsOf(nested, (path) => path.slice(0, path.indexOf('/')));
  return [...groups].map(([folder, paths]) => ({
    name: join(files.name, folder),
    paths: new Set(paths.map((path) => path.slice(folder.length + 1))),
    read: (path) => files.read(`${folder}/${path}`),
  }));
}

function groupsOf<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

const sosCommands = /^(?:sos_commands|sos_containers\/[^/]+\/sos_commands)\//;

/** The first is a link to one of the others (sos 4.x, 3.x), which an archive may not follow. */
const hostNameFiles = ['hostname', 'sos_commands/host/hostname', 'sos_commands/general/hostname', 'etc/hostname'];

/**
 * A sosreport: its outputs lie in folders by plugin, those of containers in folders of their own, and the usual ones once more
 * at the top.
 */
export function hostOfSosreport(files: RecordedFiles): SavedHost {
  const nested = [...files.paths].filter((path) => sosCommands.test(path)).toSorted();
  const own = [...files.paths].filter((path) => !path.includes('/'));
  const outputs = [...nested, ...own].flatMap((path) => outputOfSosreport(files, path) ?? []);
  const hostname = hostNameFiles.map((path) => files.read(path)?.toString('utf8').trim().split('\n').at(-1));
  return new SavedHost({
    name: hostname.find((name) => name !== undefined && name !== '') ?? nameOf(files),
    source: 'sosreport',
    outputs,
    unread: [],
    files,
  });
}

function outputOfSosreport(files: RecordedFiles, path: string): SavedOutput | undefined {
  const output = namedOutput(files, path);
  const container = /^sos_containers\/([^/]+)\//.exec(path)?.[1];
  if (output === undefined || container === undefined) return output;
  // A container may have a network of its own, but the switch in it is the host's.
  const unfit = /^ovs/.test(output.command) ? undefined : `of the container ${container}`;
  return { ...output, container, unfit };
}
