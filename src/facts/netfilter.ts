import type { Command, CommandResult } from '../host/host.ts';
import { type Known, Unparsable } from './known.ts';
import { parsed, refuseNoise } from './result.ts';

/** The rules of a namespace (or of the host), as iptables-save prints them. */
export function netfilterCommand(namespace: string | undefined): Command {
  return { argv: namespace === undefined ? ['iptables-save'] : ['ip', 'netns', 'exec', namespace, 'iptables-save'] };
}

/** The `-A` lines of all tables. iptables-save(8) ends each table with COMMIT. */
export function readNetfilter(command: Command, result: CommandResult): Known<readonly string[]> {
  return parsed(command, result, (text) => {
    refuseNoise(text);
    const lines = text.split('\n').map((line) => line.trimEnd());
    const tables = lines.filter((line) => line.startsWith('*')).length;
    if (tables !== lines.filter((line) => line === 'COMMIT').length) throw new Unparsable('cut short');
    return lines.filter((line) => line.startsWith('-A '));
  });
}
