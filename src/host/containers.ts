import * as z from 'zod';
import { entered } from './entered.ts';
import type { Argv } from './process.ts';

/*
 * Containers as /proc shows them from outside: which runtime made one, by its cgroup and its mounts. Only what runs in the
 * host's own network and user namespace is a part of this host, as the containers of kolla-ansible and TripleO are.
 */

export type Runtime = 'docker' | 'podman' | 'containerd' | 'lxc' | 'nspawn' | 'unknown';

/** state_path of the agents: packaged Quantum and Neutron, and DevStack. */
export const statePaths = ['/var/lib/neutron', '/var/lib/quantum', '/opt/stack/data/neutron'] as const;

/** That of kolla-ansible, a volume of its agents (roles/neutron/templates/neutron.conf.j2). */
export const kollaStatePath = '/var/lib/neutron/kolla';

/** Where agents have what is theirs alone, in a container as on a host; a folder in another one stands before that. */
export const agentFolders: readonly string[] = [kollaStatePath, ...statePaths, '/etc/neutron', '/etc/quantum'];

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
  /** Of Kubernetes: the pod that it belongs to. */
  readonly pod?: { readonly namespace: string; readonly name: string };
}

/** By the client that lists their containers; crictl(1) asks whatever the kubelet of Kubernetes uses. */
export const listingRuntimes = ['docker', 'podman', 'crictl'] as const;

/** The client for a container that a runtime has made. */
export const clientOf = (runtime: Runtime): ListedContainer['runtime'] | undefined =>
  runtime === 'containerd' ? 'crictl' : listingRuntimes.find((one) => one === runtime);

/** What lists the containers of a runtime, the stopped ones too; it changes none. */
export const listCommandOf = (runtime: ListedContainer['runtime']): Argv =>
  runtime === 'crictl'
    ? ['crictl', 'ps', '-a', '-o', 'json']
    : [runtime, 'ps', '-a', '--no-trunc', '--format', '{{.ID}}|{{.State}}|{{.Status}}|{{.Image}}|{{.Names}}'];

/** By the words of a status: Podman has them in place of the state (`podman ps`, cmd/podman/containers/ps.go). */
const states: readonly (readonly [RegExp, string])[] = [
  [/^Up .*\(Paused\)|^Paused/i, 'paused'],
  [/^Up\b/, 'running'],
  [/^Restarting\b/, 'restarting'],
  [/^Exited\b/, 'exited'],
];

const stateOf = (text: string): string => states.find(([pattern]) => pattern.test(text))?.[1] ?? text.toLowerCase();

/** Undefined where the text is none of such a list. */
export function parseListed(runtime: ListedContainer['runtime'], text: string): readonly ListedContainer[] | undefined {
  if (runtime === 'crictl') return parseCri(text);
  const lines = text.split('\n').filter((line) => line !== '');
  const containers = lines.flatMap((line): ListedContainer[] => {
    const [, id, state, status, image, name] =
      line.match(/^([0-9a-f]{12,64})\|([^|]+)\|([^|]*)\|([^|]*)\|([\w.-]+)/) ?? [];
    if (id === undefined || state === undefined || name === undefined) return [];
    return [{ runtime, id, state: stateOf(state), status: status ?? '', image: image ?? '', name }];
  });
  return containers.length === lines.length ? containers : undefined;
}

const criList = z.object({
  containers: z.array(
    z.object({
      id: z.string().regex(/^[0-9a-f]{12,64}$/),
      metadata: z.object({ name: z.string() }),
      image: z.object({ image: z.string().default(''), userSpecifiedImage: z.string().optional() }).optional(),
      state: z.string(),
      labels: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

/** ListContainersResponse of the Container Runtime Interface (k8s.io/cri-api), of which ended containers stay for a while. */
function parseCri(text: string): readonly ListedContainer[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const list = criList.safeParse(json);
  if (!list.success) return undefined;
  const all = list.data.containers.map(({ id, metadata, image, state, labels }): ListedContainer => {
    const [namespace, name] = [labels['io.kubernetes.pod.namespace'], labels['io.kubernetes.pod.name']];
    return {
      runtime: 'crictl',
      id,
      name: metadata.name,
      state: state.replace(/^CONTAINER_/, '').toLowerCase(),
      status: state,
      image: image?.userSpecifiedImage ?? image?.image ?? '',
      ...(namespace === undefined || name === undefined ? {} : { pod: { namespace, name } }),
    };
  });
  // Of an earlier attempt, where a later one runs.
  return all.filter(
    ({ state, name }) => state === 'running' || !all.some((other) => other.name === name && other.state === 'running'),
  );
}

/** The same of `docker ps -a` or `podman ps -a` as people and sosreports save it: a table with one line for each. */
export function parseContainerTable(
  runtime: ListedContainer['runtime'],
  text: string,
): readonly ListedContainer[] | undefined {
  const [head = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '');
  const begins = ['CONTAINER ID', 'IMAGE', 'COMMAND', 'STATUS', 'PORTS', 'NAMES'].map((title) => head.indexOf(title));
  const [id, image = -1, command = -1, status = -1, ports = -1, names = -1] = begins;
  if (id !== 0 || begins.slice(1).some((begin, index) => begin <= (begins[index] ?? 0))) return undefined;
  return lines.map((line): ListedContainer => {
    const words = line.slice(status, ports).trim();
    return {
      runtime,
      id: line.slice(0, image).trim(),
      name: line.slice(names).trim().split(/[ ,]/)[0] ?? '',
      state: stateOf(words),
      status: words,
      image: line.slice(image, command).trim(),
    };
  });
}

/** Tools and files that are in containers only, and what a person types to get there. */
export interface Home {
  /** `docker exec NAME`, or `nsenter …` where the runtime does not tell a name. */
  readonly words: readonly string[];
  /** Names of tools that the host itself does not have. */
  readonly tools: readonly string[];
  /** Folders that are others there than on the host. */
  readonly folders: readonly string[];
  /** Daemons of Open vSwitch that have to be asked there: ovs-appctl finds them by the pid in their file. */
  readonly daemons?: readonly string[] | undefined;
  /** Namespaces that have a name there and none on the host. */
  readonly namespaces?: readonly string[] | undefined;
}

/** The tool that does a command's work. */
export const toolOf = (argv: readonly string[]): string => entered(argv).inner[0] ?? '';

const lies = (word: string, folder: string): boolean => {
  const at = word.indexOf(folder);
  return at !== -1 && !/[\w-]/.test(word.charAt(at + folder.length)) && !/[\w-]/.test(word.charAt(at - 1));
};

/**
 * Whether a command is about files below a folder.
 * @internal for tests
 */
export const isAboutFolder = (argv: readonly string[], folder: string): boolean =>
  entered(argv).inner.some((word) => lies(word, folder));

/** The daemon that a command talks to by its control socket; ovs-appctl(8) has ovs-vswitchd in mind where none is named. */
function daemonAsked(argv: readonly string[]): string | undefined {
  const { inner } = entered(argv);
  if (inner[0] !== 'ovs-appctl') return undefined;
  return inner[inner.indexOf('-t') + 1 || inner.length] ?? 'ovs-vswitchd';
}

/** Where a command has to run: by the files that it is about, by the daemon that it asks, or by its tool. */
export function homesFor<One extends Home>(homes: readonly One[], argv: readonly string[]): readonly One[] {
  const folders = agentFolders.filter((folder) => isAboutFolder(argv, folder));
  const byFolder = homes.filter((home) => folders.some((folder) => home.folders.includes(folder)));
  if (byFolder.length > 0) return byFolder;
  const daemon = daemonAsked(argv);
  const byDaemon = daemon === undefined ? undefined : homes.find(({ daemons }) => daemons?.includes(daemon));
  const home = byDaemon ?? homes.find(({ tools }) => tools.includes(toolOf(argv)));
  return home === undefined ? [] : [home];
}

/** A command as a person types it on the host: with the way into the container that it has to run in. */
export function typed(homes: readonly Home[], argv: readonly string[]): readonly string[] {
  const [nearest] = homes
    .flatMap((one) => one.folders.map((folder) => ({ home: one, folder })))
    .filter(({ folder }) => isAboutFolder(argv, folder))
    .sort((one, other) => other.folder.length - one.folder.length);
  const namespace = argv[0] === 'ip' && argv[1] === '-n' ? argv[2] : entered(argv).namespace;
  const hidden = homes.find(({ namespaces }) => namespace !== undefined && namespaces?.includes(namespace));
  const home = nearest?.home ?? hidden ?? homesFor(homes, argv)[0];
  if (home === undefined) return argv;
  const { before, inner } = entered(argv);
  // A runtime's own exec starts in the host's network: the namespace is entered there.
  return home.words[0] === 'nsenter' ? [...before, ...home.words, ...inner] : [...home.words, ...argv];
}
