import * as z from 'zod';
import type { Gap } from '../trace.ts';
import type { Question } from './blocker.ts';
import { bridgesOf } from './places.ts';

/** Rows of Open vSwitch's database, each by the name of its column. */
export type Rows = readonly ReadonlyMap<string, unknown>[];

/** Columns of a table for the rows of these names. */
export const rowsOf = (
  table: 'Bridge' | 'Port' | 'Interface',
  columns: string,
  names: readonly string[],
  ...options: readonly string[]
): Question => ({
  argv: ['ovs-vsctl', '--timeout=5', ...options, '-f', 'json', `--columns=${columns}`, 'list', table, ...names],
});

/** The ports on both sides: where the packet comes into the switch, and where it should leave it. */
export const portsBeside = ({ segment }: Gap): readonly string[] =>
  segment.kind === 'switch' ? [segment.from?.port ?? [], segment.to?.port ?? []].flat() : [];

/** Columns of those ports by which the bridges of a gap are joined, under the names that agents give them. */
export const joiningPortsOf = (gap: Gap, columns: string): Question | undefined => {
  const bridges = bridgesOf(gap);
  const names = bridges.flatMap((bridge) => [`int-${bridge}`, `phy-${bridge}`]);
  return bridges.length < 2 ? undefined : rowsOf('Port', columns, [...names, 'patch-int', 'patch-tun'], '--if-exists');
};

const tableSchema = z.object({ headings: z.array(z.string()), data: z.array(z.array(z.unknown())) });

/** What `rowsOf` printed; none where it failed. */
export function readRows(text: string | undefined): Rows {
  if (text === undefined) return [];
  try {
    const { headings, data } = tableSchema.parse(JSON.parse(text));
    return data.map((row) => new Map(headings.map((heading, index): [string, unknown] => [heading, row[index]])));
  } catch {
    return [];
  }
}

/** A number, or a set of them: `["set",[99,100]]`. */
export const membersOf = (value: unknown): readonly unknown[] =>
  typeof value === 'number' ? [value] : Array.isArray(value) && Array.isArray(value[1]) ? value[1] : [];

/** A map of words: `["map",[["stp_state","listening"]]]`. */
export const wordsOf = (value: unknown): ReadonlyMap<string, string> => {
  const pairs = z.tuple([z.literal('map'), z.array(z.tuple([z.string(), z.string()]))]).safeParse(value);
  return new Map(pairs.success ? pairs.data[1] : []);
};
