import type { Command, CommandResult } from '../host/host.ts';
import type { Rule } from '../netfilter/rule.ts';
import { rulesOfTable } from '../netfilter/tables.ts';
import { type Known, Unparsable } from './known.ts';
import { splitTables } from './netfilter.ts';
import { parsed, refuseNoise } from './result.ts';

/** The rules for bridged frames, in the order in which they are looked at; ebtables(8). */
export const bridgeRulesCommand: Command = { argv: ['ebtables-save'] };

/** The rules of all tables. ebtables-save, unlike iptables-save, puts no mark at the end of one. */
export function readBridgeRules(result: CommandResult): Known<readonly Rule[]> {
  return parsed(bridgeRulesCommand, result, (text) => {
    refuseNoise(text);
    if (!text.endsWith('\n') && text !== '') throw new Unparsable('cut short');
    const lines = text.split('\n').map((line) => line.trimEnd());
    return splitTables('bridge', lines).flatMap(rulesOfTable);
  });
}
