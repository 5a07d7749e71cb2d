import type { Command, CommandResult } from '../host/host.ts';
import { vswitchd } from './daemons.ts';
import { defineFactOfEach } from './fact.ts';
import { type Known, known, Unparsable, unknown } from './known.ts';
import { isProgrammed, needsOfBridges, switchBridges } from './programmed-bridges.ts';
import { parsed, refuseNoise } from './result.ts';

/** How many MACs a bridge has learned, and how many it can keep. */
export interface MacTable {
  readonly entries: number;
  readonly max: number;
}

/** By the bridge's name; undefined where the switch does not tell. */
export type MacTables = ReadonlyMap<string, Known<MacTable | undefined>>;

export const macTableOf = (tables: MacTables, bridge: string): Known<MacTable | undefined> =>
  tables.get(bridge) ?? unknown(`the MAC table of ${bridge} was not read`);

const macTableCommand = (bridge: string): Command => ({
  argv: ['ovs-appctl', '--timeout=5', 'fdb/stats-show', bridge],
});

/** Of the same bridges as the flows (ovs-vswitchd(8), "fdb/stats-show"; since Open vSwitch 2.10). */
export const macTables = defineFactOfEach({
  id: 'macTables',
  about: 'how many MACs the bridges have learned',
  needs: needsOfBridges,
  each: switchBridges,
  wordName: 'BRIDGE',
  isWanted: isProgrammed,
  given: { fact: vswitchd, command: 'version' },
  ask: (bridge) => ({ table: macTableCommand(bridge) }),
  read: ({ table }, _, bridge) => readMacTable(bridge, table.result),
  join: (all): MacTables => all,
});

function readMacTable(bridge: string, result: CommandResult): Known<MacTable | undefined> {
  if (result.kind === 'not-recorded') return known(undefined);
  if (result.kind === 'exited' && /is not a valid command|no such bridge/.test(result.stderr)) return known(undefined);
  return parsed(macTableCommand(bridge), result, (text) => {
    refuseNoise(text);
    const [, entries, max] = text.match(/^ +Current\/maximum MAC entries in the table: (\d+)\/(\d+)\n/m) ?? [];
    if (entries === undefined || max === undefined) throw new Unparsable('no number of MACs');
    return { entries: Number(entries), max: Number(max) };
  });
}
