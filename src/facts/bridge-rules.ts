import type { Command, CommandResult } from '../host/host.ts';
import { type Known, Unparsable } from './known.ts';
import { parsed, refuseNoise } from './result.ts';

/** The rules for bridged frames, in the order in which they are looked at; ebtables(8). */
export const bridgeRulesCommand: Command = { argv: ['ebtables-save'] };

/** The `-A` lines of all tables, each behind its table: `filter -A FORWARD …`. */
export function readBridgeRules(result: CommandResult): Known<readonly string[]> {
  return parsed(bridgeRulesCommand, result, (text) => {
    refuseNoise(text);
    if (!text.endsWith('\n') && text !== '') throw new Unparsable('cut short');
    let table = '';
    return text.split('\n').flatMap((line) => {
      table = line.match(/^\*(\w+)$/)?.[1] ?? table;
      return line.startsWith('-A ') ? [`${table} ${line.trimEnd()}`] : [];
    });
  });
}
