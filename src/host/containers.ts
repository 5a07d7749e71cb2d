import { entered } from './entered.ts';
import type { Argv } from './process.ts';

/*
 * Containers as /proc shows them from outside: which runtime made one, by its cgroup and its mounts. Only what runs in the
 * host's own network and user namespace is a part of this host, as the containers of kolla-ansible and TripleO are.
 */

export type Runtime = 'docker' | 'podman' | 'containerd' | 'lxc' | 'nspawn' | 'unknown';

/** state_path of the agents: packaged Quantum and Neutron, and DevStack. */
export const statePaths = ['/var/lib/neutron', '/var/lib/quantum', '/opt/stack/data/neutron'] as const;

/** Where agents have what is theirs alone, in a container as on a host. */
export const agentFolders: readonly string[] = [...statePaths, '/etc/neutron', '/etc/quantum'];

/** A container by what /proc tells. */
export interface ContainerMark {
  readonly runtime: Runtime;
  /** The long id, or the name where the runtime has no ids. */
  readonly id: string | undefined;
}

const longId = '[0-9a-f]{64}';

/** Last to first in a path: a container may run in another one. */
const marks: readonly (readonly [Runtime, RegExp])[] = [
  ['podman', new RegExp(`/libpod-(?:payload-)?(${longId})`, 'g')],
  ['podman', new RegExp(`/containers/storage/overlay-containers/(${longId})/`, 'g')],
  ['podman', new RegExp(`/containers/storage/\\w+-containers/(${longId})/`, 'g')],
  ['docker', new RegExp(`/docker(?:/|-)(${longId})`, 'g')],
  ['docker', new RegExp(`/docker/containers/(${longId})/`, 'g')],
  ['containerd', new RegExp(`/(?:cri-containerd-|crio-)(${longId})`, 'g')],
  ['containerd', new RegExp(`/kubepods[^\\n]*/(${longId})`, 'g')],
  ['lxc', /\/lxc(?:\.payload)?[./]([\w.-]+)/g],
  ['nspawn', /\/(?:machine-|systemd-nspawn@)([\w.\\-]+?)\.(?:scope|service)/g],
];

/** Which container the text of /proc/PID/cgroup and /proc/PID/mountinfo is of. */
export function markOf(text: string): ContainerMark {
  for (const [runtime, pattern] of marks) {
    const id = [...text.matchAll(pattern)].at(-1)?.[1];
    if (id !== undefined) return { runtime, id };
  }
  return { runtime: 'unknown', id: undefined };
}

/** A container as its runtime lists it. */
export interface ListedContainer {
  readonly runtime: (typeof listingRuntimes)[number];
  readonly id: string;
  readonly name: string;
  /** `running`, `exited`, `restarting`, `paused`, `created` … */
  readonly state: string;
  /** In the runtime's words: `Up 3 days (unhealthy)`. */
  readonly status: string;
  readonly image: string;
}

export const listingRuntimes = ['docker', 'podman'] as const;

/** What lists the containers of a runtime, the stopped ones too; it changes none. */
export const listCommandOf = (runtime: ListedContainer['runtime']): Argv => [
  runtime,
  'ps',
  '-a',
  '--no-trunc',
  '--format',
  '{{.ID}}|{{.State}}|{{.Status}}|{{.Image}}|{{.Names}}',
];

/** Undefined where the text is none of such a list. */
export function parseListed(runtime: ListedContainer['runtime'], text: string): readonly ListedContainer[] | undefined {
  const lines = text.split('\n').filter((line) => line !== '');
  const containers = lines.flatMap((line): ListedContainer[] => {
    const [, id, state, status, image, name] =
      line.match(/^([0-9a-f]{12,64})\|(\w+)\|([^|]*)\|([^|]*)\|([\w.-]+)/) ?? [];
    if (id === undefined || state === undefined || name === undefined) return [];
    return [{ runtime, id, state: state.toLowerCase(), status: status ?? '', image: image ?? '', name }];
  });
  return containers.length === lines.length ? containers : undefined;
}

/** Tools and files that are in containers only, and what a person types to get there. */
export interface Home {
  /** `docker exec NAME`, or `nsenter …` where the runtime does not tell a name. */
  readonly words: readonly string[];
  /** Names of tools that the host itself does not have. */
  readonly tools: readonly string[];
  /** Folders that are others there than on the host. */
  readonly folders: readonly string[];
}

/** The tool that does a command's work. */
export const toolOf = (argv: readonly string[]): string => entered(argv).inner[0] ?? '';

const lies = (word: string, folder: string): boolean => {
  const at = word.indexOf(folder);
  return at !== -1 && !/[\w-]/.test(word.charAt(at + folder.length)) && !/[\w-]/.test(word.charAt(at - 1));
};

/** Whether a command is about files below a folder. */
export const isAboutFolder = (argv: readonly string[], folder: string): boolean =>
  entered(argv).inner.some((word) => lies(word, folder));

/** A command as a person types it on the host: with the way into the container that it has to run in. */
export function typed(homes: readonly Home[], argv: readonly string[]): readonly string[] {
  const [nearest] = homes
    .flatMap((one) => one.folders.map((folder) => ({ home: one, folder })))
    .filter(({ folder }) => isAboutFolder(argv, folder))
    .sort((one, other) => other.folder.length - one.folder.length);
  const home = nearest?.home ?? homes.find(({ tools }) => tools.includes(toolOf(argv)));
  if (home === undefined) return argv;
  const { before, inner } = entered(argv);
  // A runtime's own exec starts in the host's network: the namespace is entered there.
  return home.words[0] === 'nsenter' ? [...before, ...home.words, ...inner] : [...home.words, ...argv];
}
