import * as z from 'zod';
import type { Job } from './jobs.ts';
import type { PartList } from './part.ts';

const changeSchema = z.strictObject({
  id: z.string(),
  of: z
    .enum(['bridge', 'port', 'namespace', 'device', 'route', 'setting', 'rule', 'host line', 'process', 'host'])
    .describe('`host`: all processes at once; `host line`: a line of a DHCP server for a MAC'),
  name: z.string(),
  owner: z
    .string()
    .nullable()
    .describe('The network or router that a port or a process is there for, or the namespace that something is in'),
  what: z.string().describe('What of it: `tag`, `addresses`, `pid`, `way` and so on'),
  old: z.string().nullable().describe('Null where it was not there'),
  new: z.string().nullable().describe('Null where it is gone'),
});

export const changesSchema = z.array(changeSchema).readonly();
export type Change = z.infer<typeof changeSchema>;
type Reported = Omit<Change, 'id'>;

/** What is new, gone, or otherwise than it was. */
export const partChanges = (old: PartList, now: PartList): readonly Reported[] =>
  pairsOf(old.parts, now.parts, ({ name }) => name).flatMap(
    ({ before, after, either: { of, name, owner, values } }) => {
      const differing = Object.keys(values)
        .map((what) => ({ of, name, owner, what, old: before?.values[what] ?? null, new: after?.values[what] ?? null }))
        .filter((change) => change.old !== change.new);
      if (before === undefined) return old.isComplete ? differing.slice(0, 1) : [];
      if (after === undefined) return now.isComplete ? differing.slice(0, 1) : [];
      // What was not seen at one of the times may have been the same all along.
      return differing.filter((change) => change.old !== null && change.new !== null);
    },
  );

/** A port or bridge of the switch can be a device of the host, too: what the one tells, the other need not. */
export function withoutRepeats(changes: readonly Reported[]): readonly Reported[] {
  const ofSwitch = changes.filter(({ of }) => of === 'port' || of === 'bridge');
  const names = new Set(ofSwitch.map(({ name }) => name));
  const reported = new Set(ofSwitch.map(({ name, what }) => `${name} ${what}`));
  const isPresence = ({ old, new: now }: Reported) => old === null || now === null;
  return changes.filter(
    (change) =>
      change.of !== 'device' ||
      !(isPresence(change) ? names.has(change.name) : reported.has(`${change.name} ${change.what}`)),
  );
}

/** So many changes of a kind are told one by one. */
export const few = 3;

/** What has been started, ended or restarted. Where nothing runs on from before, all restarts are one change. */
export function jobChanges(host: string, old: readonly Job[], now: readonly Job[]): readonly Reported[] {
  const pairs = pairsOf(old, now, ({ name, owner }) => `${name} ${owner}`);
  const changes = pairs
    .filter(({ before, after }) => !before?.pids.some((pid) => after?.pids.includes(pid)))
    .map(({ before, after, either: { name, owner } }): Reported => {
      const [was, is] = [before, after].map((job) => job?.pids.join(' ') ?? null);
      return { of: 'process', name, owner, what: 'pid', old: was ?? null, new: is ?? null };
    });
  const restarts = changes.filter((change) => change.old !== null && change.new !== null);
  const stayed = pairs.filter(({ before, after }) => before !== undefined && after !== undefined);
  if (restarts.length <= few || restarts.length < stayed.length) return changes;
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
