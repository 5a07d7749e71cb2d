import { Unparsable } from '../known.ts';
import { outputLines, unparsable, unsupportedCapture } from './lines.ts';

/** A record of the database by its columns, each value as it is printed. */
export type OvsRecord = ReadonlyMap<string, string>;

const column = /^([a-z_0-9]+) *: (.*)$/;

/**
 * `ovs-vsctl list Bridge`, `Port` or `Interface`: all records of the table. Seen with Open vSwitch 3.1. Every record has
 * the same columns in the same order: where one has others, lines are missing.
 */
export function parseOvsList(text: string): readonly OvsRecord[] {
  const records: Map<string, string>[] = [];
  let first: string | undefined;
  for (const line of outputLines(text, ['ovs-vsctl'])) {
    const [, name, value] = column.exec(line.trimEnd()) ?? [];
    if (name === undefined || value === undefined) throw unsupportedCapture(line);
    first ??= name;
    if (name === first) records.push(new Map());
    const record = records.at(-1);
    if (record === undefined || record.has(name)) throw unparsable('a column is there twice', line);
    record.set(name, value);
  }
  const columnsOf = (record: OvsRecord | undefined) => [...(record?.keys() ?? [])].join(' ');
  const other = records.find((record) => columnsOf(record) !== columnsOf(records[0]));
  if (other !== undefined) throw new Unparsable('a record lacks columns that others have');
  return records;
}
