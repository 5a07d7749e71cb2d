import * as z from 'zod';
import type { Job } from './jobs.ts';
import type { MapPort } from './map.ts';

const changeSchema = z.strictObject({
  id: z.string(),
  of: z.enum(['port', 'process', 'host']).describe('`host`: of all processes at once'),
  name: z.string().describe('The port, or what the process is'),
  owner: z.string().nullable().describe('The network or router that it is there for'),
  what: z.enum(['bridge', 'tag', 'state', 'addresses', 'namespace', 'pid']),
  old: z.string().nullable().describe('Null where it was not there'),
  new: z.string().nullable().describe('Null where it is gone'),
});

export const changesSchema = z.array(changeSchema).readonly();
export type Change = z.infer<typeof changeSchema>;
type Told = Omit<Change, 'id'>;

/** What is new, gone or otherwise at the ports of agents and VMs. */
export const portChanges = (old: readonly MapPort[], now: readonly MapPort[]): readonly Told[] =>
  pairsOf(old, now, ({ name }) => name).flatMap(({ before, after, either: { name, network } }) => {
    const change = { of: 'port', name, owner: network?.id ?? null } as const;
    if (before === undefined || after === undefined) {
      return [{ ...change, what: 'bridge', old: before?.bridge ?? null, new: after?.bridge ?? null } as const];
    }
    const [was, is] = [partsOf(before), partsOf(after)];
    // What was not seen at one of the times may have been the same all along.
    return parts
      .map((what) => ({ ...change, what, old: was[what], new: is[what] }))
      .filter((part) => part.old !== null && part.new !== null && part.old !== part.new);
  });

const parts = ['bridge', 'tag', 'state', 'addresses', 'namespace'] as const;

/** Null: not known. */
const partsOf = (port: MapPort): Readonly<Record<(typeof parts)[number], string | null>> => ({
  bridge: port.bridge,
  tag: port.tag === null ? 'none' : port.tag === 'dead' ? '4095' : String(port.tag),
  state: port.state,
  addresses: port.state === null ? null : port.addresses.toSorted().join(' ') || 'none',
  namespace: port.seenIn === null ? null : port.seenIn.join(' ') || 'none',
});

/** Up to so many restarts are told one by one. */
const few = 3;

/** What has been started, ended or restarted. Where nothing runs on from before, all restarts are one change. */
export function jobChanges(host: string, old: readonly Job[], now: readonly Job[]): readonly Told[] {
  const pairs = pairsOf(old, now, ({ name, owner }) => `${name} ${owner}`);
  const changes = pairs
    .filter(({ before, after }) => !before?.pids.some((pid) => after?.pids.includes(pid)))
    .map(({ before, after, either: { name, owner } }): Told => {
      const [was, is] = [before, after].map((job) => job?.pids.join(' ') ?? null);
      return { of: 'process', name, owner, what: 'pid', old: was ?? null, new: is ?? null };
    });
  const restarts = changes.filter((change) => change.old !== null && change.new !== null);
  const ranOn =
    pairs.filter(({ before, after }) => before !== undefined && after !== undefined).length - restarts.length;
  if (ranOn > 0 || restarts.length <= few) return changes;
  const pidsOf = (time: 'old' | 'new') => restarts.map((change) => change[time]).join(' ');
  return [
    { of: 'host', name: host, owner: null, what: 'pid', old: pidsOf('old'), new: pidsOf('new') },
    ...changes.filter((change) => !restarts.includes(change)),
  ];
}

interface Pair<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
  /** The later one of those that are there. */
  readonly either: T;
}

/** What has the same key at both times, or is there at one of them only. */
function pairsOf<T>(old: readonly T[], now: readonly T[], keyOf: (item: T) => string): readonly Pair<T>[] {
  const [before, after] = [old, now].map((items) => new Map(items.map((item) => [keyOf(item), item])));
  return [...new Map([...(before ?? []), ...(after ?? [])])].map(([key, either]) => ({
    before: before?.get(key),
    after: after?.get(key),
    either,
  }));
}
