import { defineFact } from './fact.ts';
import { built, found } from './word-list.ts';

/** A control group whose processes are all frozen: neither a signal nor a restart of the one inside wakes them (cgroups(7)). */
export interface Freezer {
  /** The file by which it is frozen. */
  readonly file: string;
  /** Of cgroups of version 1 and 2. */
  readonly version: 1 | 2;
}

/** Frozen groups have a line of their own in these files: version 1, version 2. */
const isFrozenLine = 'FROZEN|FREEZING|frozen 1';
/** The controllers of version 1, which have hierarchies of their own without these files. */
const others = ['cpu*', 'memory', 'blkio', 'devices', 'pids', 'hugetlb', 'net_*', 'perf_event', 'rdma', 'misc'];

const freezers = defineFact({
  id: 'freezers',
  about: 'control groups that are frozen',
  ask: () => ({
    groups: {
      argv: [
        'grep',
        '-rslxE',
        isFrozenLine,
        '--include=freezer.state',
        '--include=cgroup.events',
        ...others.map((name) => `--exclude-dir=${name}`),
        '/sys/fs/cgroup',
      ],
    },
  }),
  read: ({ groups: { result } }): readonly string[] =>
    result.kind === 'exited' ? result.stdout.split('\n').filter((line) => line !== '') : [],
});

const groups = found({ from: 'output', fact: freezers, command: 'groups' }, /^(\/sys\/fs\/cgroup\/.+)\/[a-z.]+$/);

/** The frozen group of each process that is in one, by its pid. */
export const frozenProcesses = defineFact({
  id: 'frozenProcesses',
  about: 'the processes in frozen control groups',
  needs: { freezers },
  lists: { members: built(groups, (group) => [`${group}/cgroup.procs`]) },
  hasWork: ({ members }) => members.length > 0,
  ask: (_, { members }) => ({ members: { argv: ['grep', '-sH', '', ...members] } }),
  read({ members }, { needs }): ReadonlyMap<number, Freezer> {
    const text = members?.result.kind === 'exited' ? members.result.stdout : '';
    return new Map(
      text.split('\n').flatMap((line): [number, Freezer][] => {
        const [, group = '', pid] = /^(.+)\/cgroup\.procs:(\d+)$/.exec(line) ?? [];
        // What freezes a group freezes all below it: the outermost is the one to wake.
        const outermost = needs.freezers
          .filter((file) => `${group}/`.startsWith(folderOf(file)))
          .toSorted((one, other) => one.length - other.length)[0];
        if (pid === undefined || outermost === undefined) return [];
        const isFirst = outermost.endsWith('/freezer.state');
        const file = isFirst ? outermost : `${folderOf(outermost)}cgroup.freeze`;
        return [[Number(pid), { file, version: isFirst ? 1 : 2 }]];
      }),
    );
  },
});

/** With its last slash. */
const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);
