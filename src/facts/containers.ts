import { type ListedContainer, listCommandOf, markOf, parseContainerTable, parseListed } from '../host/containers.ts';
import type { Command, CommandResult } from '../host/host.ts';
import { alternatives } from './alternatives.ts';
import { defineFact, defineFallback } from './fact.ts';
import { type Known, known, Unparsable, unknown } from './known.ts';
import { processes } from './process-list.ts';
import { failureOf } from './result.ts';
import { built, pids, product } from './word-list.ts';

/*
 * The containers of this host, the stopped ones too. A runtime is only asked where it is at work: the client of Docker would
 * start its daemon through the socket, and Podman makes its folders when it is first called.
 */

/** The pid of the first process by which a runtime is at work; conmon(8) watches each container of Podman. */
const workOf = (args: RegExp) => pids({ from: 'processes', fact: processes, args, isFirstOnly: true });
export const runtimeAtWork = workOf(/^(?:\S*\/)?(?:dockerd|conmon|kubelet)(?: |$)/);

/** `atWork`: a process that runs where the runtime does. */
const containersOf = <Runtime extends ListedContainer['runtime']>(runtime: Runtime, name: string, atWork: RegExp) =>
  defineFact({
    id: `${runtime}Containers` as const,
    about: `the containers of ${name}`,
    needs: { processes },
    lists: { atWork: workOf(atWork) },
    hasWork: ({ atWork: pid }) => pid.length > 0,
    ask: () => ({ list: { argv: listCommandOf(runtime) } }),
    read: ({ list }): readonly ListedContainer[] =>
      list?.result.kind === 'exited' && list.result.exitCode === 0
        ? (parseListed(runtime, list.result.stdout) ?? [])
        : [],
    fallbacks: [
      defineFallback({
        isForSaved: true,
        reason: (_: readonly ListedContainer[], { list }) =>
          list?.result.kind === 'not-recorded' ? 'not recorded' : undefined,
        ask: () => ({
          table: alternatives([
            [runtime, 'ps', '-a'],
            (text: string): readonly ListedContainer[] => {
              const listed = parseContainerTable(runtime, text);
              if (listed === undefined) throw new Unparsable('no table of containers');
              return listed;
            },
          ]),
        }),
        read: ({ table }, value) => (table.known ? table.value : value),
      }),
    ],
  });

export const dockerContainers = containersOf('docker', 'Docker', /^(?:\S*\/)?dockerd(?: |$)/);
export const podmanContainers = containersOf('podman', 'Podman', /^(?:\S*\/)?conmon(?: |$)/);

/** Those of Kubernetes. */
export const crictlContainers = containersOf('crictl', 'Kubernetes', /^(?:\S*\/)?kubelet(?: |$)/);

/** A line of /proc/PID/mountinfo, as far as it matters here: see proc(5). */
export interface Mount {
  readonly point: string;
  /** The number of its peers, with which it shares what is mounted below: mount_namespaces(7). */
  readonly peers: number | undefined;
  readonly source: string;
}

/** What a daemon sees that lives in a container. */
export interface Inside {
  readonly pid: number;
  /** The long id of its container, where its mounts tell it. */
  readonly id: string | undefined;
  readonly mounts: readonly Mount[];
  /** Of its /etc/resolv.conf. */
  readonly nameservers: readonly string[];
  /** Mount points of its volumes on which no block or no inode is left for who is not root. */
  readonly full: readonly string[];
}

export interface Insides {
  readonly host: Pick<Inside, 'mounts' | 'nameservers'>;
  readonly daemons: readonly Inside[];
}

/** Agents and daemons of Open vSwitch, by their names or behind their interpreters. */
const nodeDaemons = {
  from: 'processes',
  fact: processes,
  args: /^(?:(?:\S*\/)?(?:python[0-9.]*|sh|perl) )?(?:\S*\/)?(?:ovs-vswitchd|ovsdb-server|[a-z-]+-(?:openvswitch|ovs|linuxbridge|dhcp|l3|metadata)-agent)(?: |$)/,
} as const;

/** Their pids, where a runtime is at work; none elsewhere. */
const daemonsBesideRuntime = product(runtimeAtWork, pids(nodeDaemons), (_, pid) => pid);

/** Where a daemon's mounts tell something: the last are files that each runtime puts into its containers. */
const telling =
  '^[0-9]+ [0-9]+ [0-9:]+ [^ ]+ (/|/run|/run/netns|/var/lib/(openvswitch|neutron|neutron/kolla)|/var/log/(kolla|neutron)|/etc/(openvswitch|hostname|hosts|resolv.conf)) ';
const volumes = ['/var/lib/neutron/kolla', '/var/lib/openvswitch', '/var/log/kolla', '/var/log/neutron'] as const;

export const insides = defineFact({
  id: 'insides',
  about: 'what daemons in containers see',
  needs: { processes },
  lists: {
    mountinfo: built(daemonsBesideRuntime, (pid) => [`/proc/${pid}/mountinfo`]),
    resolvers: built(daemonsBesideRuntime, (pid) => [`/proc/${pid}/root/etc/resolv.conf`]),
    volumes: built(daemonsBesideRuntime, (pid) => volumes.map((volume) => `/proc/${pid}/root${volume}`)),
  },
  hasWork: ({ mountinfo }) => mountinfo.length > 0,
  ask: (_, lists): Readonly<Record<'mounts' | 'resolvers' | 'room', Command>> => ({
    mounts: { argv: ['grep', '-s', '-H', '-E', telling, '/proc/self/mountinfo', ...lists.mountinfo] },
    resolvers: { argv: ['grep', '-s', '-H', '-E', '^nameserver ', '/etc/resolv.conf', ...lists.resolvers] },
    room: { argv: ['stat', '-f', '-c', '%a %b %d %c %n', ...lists.volumes] },
  }),
  read({ mounts, resolvers, room }): Known<Insides> {
    if (mounts === undefined) return known({ host: { mounts: [], nameservers: [] }, daemons: [] });
    const { command, result } = mounts;
    // Exit code 2: a process has ended in the meantime.
    if (result.kind !== 'exited' || result.exitCode > 2) return unknown(failureOf(command, result) ?? 'not readable');
    const linesOf = linesByPid(result, /^\/proc\/(self|\d+)\/mountinfo:(.*)$/);
    const nameservers = linesByPid(resolvers?.result, /^(?:\/proc\/(\d+)\/root)?\/etc\/resolv\.conf:nameserver +(\S+)/);
    const full = fullVolumes(room?.result);
    const ownRoot = rootOf(linesOf.get('self') ?? []);
    return known({
      host: { mounts: mountsIn(linesOf.get('self') ?? []), nameservers: nameservers.get('') ?? [] },
      daemons: [...linesOf].flatMap(([pid, lines]): Inside[] =>
        pid === 'self' || rootOf(lines) === ownRoot
          ? []
          : [
              {
                pid: Number(pid),
                id: markOf(lines.join('\n')).id,
                mounts: mountsIn(lines),
                nameservers: nameservers.get(pid) ?? [],
                full: full.get(pid) ?? [],
              },
            ],
      ),
    });
  },
});

function linesByPid(result: CommandResult | undefined, pattern: RegExp): ReadonlyMap<string, readonly string[]> {
  const byPid = new Map<string, string[]>();
  for (const line of result?.kind === 'exited' ? result.stdout.split('\n') : []) {
    const [, pid = '', text] = line.match(pattern) ?? [];
    if (text !== undefined) byPid.set(pid, [...(byPid.get(pid) ?? []), text]);
  }
  return byPid;
}

const fieldsOf = (line: string): readonly string[] => line.split(' ');

/** The file system that is mounted at /: that of a container is none of the host's. */
const rootOf = (lines: readonly string[]): string | undefined =>
  lines.map(fieldsOf).findLast(([, , , , point]) => point === '/')?.[2];

const mountsIn = (lines: readonly string[]): readonly Mount[] =>
  lines.flatMap((line): Mount[] => {
    const [, , device = '', root = '', point] = fieldsOf(line);
    const peers = line.match(/^[^-]* shared:(\d+) /)?.[1];
    return point === undefined
      ? []
      : [{ point, peers: peers === undefined ? undefined : Number(peers), source: `${device} ${root}` }];
  });

function fullVolumes(result: CommandResult | undefined): ReadonlyMap<string, readonly string[]> {
  const byPid = new Map<string, string[]>();
  for (const line of result?.kind === 'exited' ? result.stdout.split('\n') : []) {
    const [, blocksFree, blocks, inodesFree, inodes, pid, path] =
      line.match(/^(\d+) (\d+) (\d+) (\d+) \/proc\/(\d+)\/root(\/.*)$/) ?? [];
    const isFull = (Number(blocks) > 0 && blocksFree === '0') || (Number(inodes) > 0 && inodesFree === '0');
    if (isFull && pid !== undefined && path !== undefined) byPid.set(pid, [...(byPid.get(pid) ?? []), path]);
  }
  return byPid;
}
