import { lstatSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { UserError } from '../errors.ts';
import { reading } from '../files.ts';
import { scratchFolder } from '../scratch.ts';
import { filesOfArchive, isPacked, packedName } from './archive.ts';
import { manifestName, openBundle } from './bundle.ts';
import type { Host } from './host.ts';
import { recognisedIn } from './pasted/recognised.ts';
import { filesOfFolder, isSosreport, type RecordedFiles, textFile } from './recorded-files.ts';
import { foldersIn, hostOfSosreport, savedHosts, unreadHost } from './saved/hosts.ts';
import { isOfCloud, machinesOfCrashdump, nodesOfMustGather, sosArchivesWithin } from './saved/support-archives.ts';

/*
 * A recording: a bundle, a sosreport, or what somebody saved by hand: a folder of outputs, named as sosreport names them,
 * or one text with several commands in it. What was saved by hand may be of several hosts.
 */

const absent = { throwIfNoEntry: false } as const;

/** What `--from` calls standard input. */
const standardInput = '-';

/** Whether a text in which no command is recognised tells something all the same, as a line of a log does. */
export type IsTelling = (text: string) => boolean;

/**
 * Opens a recording by its path: each of the hosts that it is of, at least one. `isCounted`: only to count them; an archive is
 * kept for whoever opens it next.
 */
export async function openRecordings(
  path: string,
  signal?: AbortSignal,
  isTelling: IsTelling = () => false,
  { isCounted = false }: { readonly isCounted?: boolean } = {},
): Promise<readonly Host[]> {
  if (path === standardInput) return openText(await text(process.stdin), 'standard input', isTelling);
  const stat = reading(path, () => statSync(path));
  if (stat.isDirectory()) return openFolderOrArchives(path, signal);
  if (!stat.isFile()) {
    throw new UserError(`${path} is neither a file nor a folder.`, { hint: 'For standard input: --from -' });
  }
  if (await reading(path, () => isPacked(path))) return openPacked(await unpacked(path, signal, isCounted), signal);
  return hostsOfText(textFile(path), isTelling);
}

/** What was unpacked to count its hosts, until it is opened. */
const counted = new Map<string, RecordedFiles>();

async function unpacked(path: string, signal: AbortSignal | undefined, isCounted: boolean): Promise<RecordedFiles> {
  const files = counted.get(path) ?? (await filesOfArchive(path, signal));
  counted.clear();
  if (isCounted) counted.set(path, files);
  return files;
}

/** Opens what was packed, and where that is archives of hosts, as sos collect packs them, each of these. */
async function openPacked(files: RecordedFiles, signal: AbortSignal | undefined): Promise<readonly Host[]> {
  const within = sosArchivesWithin(files);
  const hosts = hostsBeside(within, files);
  const archives = [...[...files.paths].filter((path) => packedName.test(path) && !path.includes('/')), ...within];
  if ((hosts.length > 0 && within.length === 0) || archives.length === 0) return openFiles(files);
  const folder = scratchFolder();
  const file = join(folder, 'archive');
  const opened: Host[] = [...hosts];
  try {
    for (const archive of archives.toSorted()) {
      const name = join(files.name, archive);
      writeFileSync(file, files.read(archive) ?? '', { mode: 0o600 });
      const own = await filesOfArchive(file, signal).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        throw new UserError(error.message.replace(file, name), { hint: 'Give the others in it one by one.' });
      });
      opened.push(...openFiles({ ...own, name }));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return opened;
}

/**
 * Opens a packed bundle or sosreport, or what else is packed of one host.
 * @internal for tests, whose recordings are each of one host
 */
export const openArchive = async (file: string, signal?: AbortSignal): Promise<Host> =>
  only(openFiles(await filesOfArchive(file, signal)), file);

/**
 * Opens a bundle, a sosreport or a folder of saved outputs of one host.
 * @internal for tests, as above
 */
export const openRecording = (folder: string): Host => only(openFolder(folder), folder);

/** Opens what somebody pasted. */
function openText(pasted: string, name: string, isTelling: IsTelling): readonly Host[] {
  const content = Buffer.from(pasted);
  const files = { name, paths: new Set([name]), read: (path: string) => (path === name ? content : undefined) };
  return hostsOfText(files, isTelling);
}

/** The only host of a recording; refused where there are several. */
export function only(hosts: readonly Host[], path: string): Host {
  const [host, ...others] = hosts;
  if (host === undefined) throw new Error('a recording without a host');
  if (others.length === 0) return host;
  const names = new Intl.ListFormat('en-GB').format(hosts.map(({ name }) => name));
  throw new UserError(`${path} contains ${hosts.length} hosts: ${names}.`, {
    hint: 'qdoctor --ci --from diagnoses each; use the files of one.',
  });
}

/** The hosts of one text; refused where nothing at all is recognised in it. */
function hostsOfText(files: RecordedFiles, isTelling: IsTelling): readonly Host[] {
  const hosts = savedHosts(files);
  if (hosts.length > 0) return hosts;
  const content = [...files.paths].map((path) => files.read(path)?.toString('utf8') ?? '').join('\n');
  if (isTelling(content) || recognisedIn(content) !== undefined) return [unreadHost(files)];
  throw new UserError(`No known command output in ${files.name}.`, {
    hint: 'Include prompts and commands with their output: root@net01:~# ovs-vsctl show',
  });
}

function openFolder(folder: string): readonly Host[] {
  const files = reading(folder, () => filesOfFolder(folder));
  const manifest = lstatSync(join(folder, manifestName), absent);
  if (manifest !== undefined && !files.paths.has(manifestName)) {
    const reason = manifest.isDirectory() ? 'it is a folder' : 'it is not a file of the recording';
    throw new UserError(`Cannot read ${join(folder, manifestName)}: ${reason}.`, { hint: 'Record the host again.' });
  }
  return openFiles(files);
}

/** Of a crashdump and a must-gather, what is beside packed sosreports and of no machine is of the cloud. */
const hostsBeside = (archives: readonly string[], files: RecordedFiles): readonly Host[] =>
  archives.length > 0 && isOfCloud(files)
    ? [...machinesOfCrashdump(files), ...nodesOfMustGather(files).map(hostOfSosreport)]
    : hostsIn(files);

const archivesIn = ({ paths }: RecordedFiles): readonly string[] =>
  [...paths].filter((path) => packedName.test(path)).toSorted();

/** A folder that holds archives and nothing else that is known, as `sos collect` leaves it, is of the hosts of all of them. */
async function openFolderOrArchives(folder: string, signal: AbortSignal | undefined): Promise<readonly Host[]> {
  const files = reading(folder, () => filesOfFolder(folder));
  const within = sosArchivesWithin(files);
  const own = hostsBeside(within, files);
  const archives = [...archivesIn(files).filter((path) => !within.includes(path)), ...within];
  if (archives.length === 0 || (own.length > 0 && within.length === 0)) return openFolder(folder);
  const hosts: Host[] = [...own];
  for (const archive of archives)
    hosts.push(...(await openPacked(await filesOfArchive(join(folder, archive), signal), signal)));
  return hosts;
}

function openFiles(files: RecordedFiles): readonly Host[] {
  const hosts = hostsIn(files);
  return hosts.length > 0 ? hosts : [unreadHost(files)];
}

/** A folder of outputs is one host's; one with nothing but folders may be several hosts'. */
function hostsIn(files: RecordedFiles): readonly Host[] {
  if (isSosreport(files)) return [hostOfSosreport(files)];
  if (files.paths.has(manifestName)) return [openBundle(files)];
  const machines = machinesOfCrashdump(files);
  if (machines.length > 0) return machines;
  const nodes = nodesOfMustGather(files);
  if (nodes.length > 0) return nodes.map(hostOfSosreport);
  const saved = savedHosts(files);
  return saved.length > 0 ? saved : foldersIn(files).flatMap(hostsIn);
}
