/** A record of the database by its columns, each value as it is printed. */
export type OvsRecord = ReadonlyMap<string, string>;
/**
 * `ovs-vsctl list Bridge`, `Port` or `Interface`: all records of the table. Seen with Open vSwitch 3.1. Every record has
 * the same columns in the same order: where one has others, lines are missing.
 */
export declare function parseOvsList(text: string): readonly OvsRecord[];
