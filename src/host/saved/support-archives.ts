import { join } from 'node:path';
import { packedName } from '../archive.ts';
import type { RecordedFiles } from '../recorded-files.ts';
import { savedOutputs } from './outputs.ts';
import { SavedHost } from './saved-host.ts';

/*
 * What support tools make of a whole cloud. juju-crashdump (crashdump.py) has a folder for each machine, `0/baremetal`, and for each
 * container on one, `0/lxd/1`, with copies of files and what its addons printed. must-gather of OpenStack operators (gather_sos,
 * gather_edpm_sos) has the nodes' sosreports in `sos-reports/_all_nodes`, and else nothing of a host's own network.
 */

/** Of a crashdump that is packed once more by somebody, there are folders above. */
const status = /^((?:[^/]+\/)*)juju_status\.(?:ya?ml|txt)$/;
const machineFolder = /^(\d+)\/(?:baremetal|((?:lxd|lxc|kvm)\/\d+(?:\/(?:lxd|lxc|kvm)\/\d+)*))\//;

/** The files below a folder, which ends with a slash, as a recording of their own. */
const below = (files: RecordedFiles, folder: string, paths: readonly string[]): RecordedFiles => ({
  name: join(files.name, folder),
  paths: new Set(paths.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length))),
  read: (path) => files.read(`${folder}${path}`),
});

/** The machines of a crashdump, those of which it holds outputs or logs, by what Juju calls their hosts; none elsewhere. */
export function machinesOfCrashdump(files: RecordedFiles): readonly SavedHost[] {
  const all = [...files.paths].toSorted();
  const root = all
    .flatMap((path) => status.exec(path)?.[1] ?? [])
    .toSorted((one, other) => one.length - other.length)[0];
  if (root === undefined) return [];
  const hostnames = hostnamesIn(files.read(`${root}juju_status.yaml`)?.toString('utf8') ?? '');
  const folders = new Map<string, string>();
  for (const path of all) {
    if (!path.startsWith(root)) continue;
    const [folder, machine = '', container] = machineFolder.exec(path.slice(root.length)) ?? [];
    if (folder !== undefined)
      folders.set(`${root}${folder}`, container === undefined ? machine : `${machine}/${container}`);
  }
  return [...folders].flatMap(([folder, machine]) => {
    const own = below(files, folder, all);
    // The addon sosreport leaves all of this in it, too.
    if ([...own.paths].some((path) => isSosArchive(path))) return [];
    const outputs = savedOutputs(
      own,
      [...own.paths].filter((path) => !path.includes('/')),
    );
    const hasLogs = [...own.paths].some((path) => path.startsWith('var/log/'));
    if (outputs.outputs.length === 0 && !hasLogs) return [];
    const name = hostnames.get(machine) ?? `machine ${machine}`;
    return [new SavedHost({ name, source: 'directory', ...outputs, files: own, hasLogs: true })];
  });
}

/** The hostnames in `juju status --format=yaml`, by machine. */
function hostnamesIn(yaml: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let machine = '';
  for (const line of yaml.split('\n')) {
    machine = /^\s+"?(\d+(?:\/\w+\/\d+)*)"?:\s*$/.exec(line)?.[1] ?? machine;
    const name = /^\s+hostname: "?([\w.-]+)"?\s*$/.exec(line)?.[1];
    if (name !== undefined && machine !== '') names.set(machine, name);
  }
  return names;
}

const nodeFolder = /^((?:[^/]+\/)*sos-reports\/_all_nodes\/[^/]+\/)sos_commands\//;

/** The unpacked sosreports of a must-gather, each as a recording of its own. */
export function nodesOfMustGather(files: RecordedFiles): readonly RecordedFiles[] {
  const all = [...files.paths].toSorted();
  const folders = new Set(all.flatMap((path) => nodeFolder.exec(path)?.[1] ?? []));
  return [...folders].map((folder) => below(files, folder, all));
}

/** Whether some files are a crashdump or a must-gather. */
export const isOfCloud = ({ paths }: RecordedFiles): boolean =>
  [...paths].some((path) => status.test(path) || /(?:^|\/)sos-reports\/_all_nodes\//.test(path));

/** Whether a file in a folder is a packed sosreport by its name. */
const isSosArchive = (path: string): boolean => packedName.test(path) && /(?:^|\/)sosreport-[^/]+$/.test(path);

/** The packed sosreports in a crashdump or a must-gather. */
export const sosArchivesWithin = ({ paths }: RecordedFiles): readonly string[] =>
  [...paths]
    .filter((path) => isSosArchive(path) && path.includes('/') && !/(?:^|\/)(?:var|tmp|root|home)\//.test(path))
    .toSorted();
