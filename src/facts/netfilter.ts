import type { Command, CommandResult } from '../host/host.ts';
import { type Known, known, mapKnown, Unparsable, unknown } from './known.ts';
import { parsed, refuseNoise } from './result.ts';
import { within } from './within.ts';

/** A table of netfilter, as iptables-save prints it. */
export interface Table {
  /** What becomes of a packet at the end of a built-in chain; the chains of others have none. */
  readonly policies: ReadonlyMap<string, string>;
  readonly chains: ReadonlySet<string>;
  /** The `-A` lines, in their order. */
  readonly rules: readonly string[];
}

export type Tables = ReadonlyMap<string, Table>;

/** The rules of a namespace (or of the host), as iptables-save prints them. */
export function netfilterCommand(namespace: string | undefined): Command {
  return { argv: within(namespace, 'iptables-save') };
}

/** The tables by name. iptables-save(8) begins each with `*NAME` and ends it with COMMIT. */
export function readTables(command: Command, result: CommandResult): Known<Tables> {
  return parsed(command, result, (text) => {
    refuseNoise(text);
    const tables = new Map<string, Table>();
    let open: { policies: Map<string, string>; chains: Set<string>; rules: string[] } | undefined;
    for (const line of text.split('\n').map((each) => each.trimEnd())) {
      if (line.startsWith('*')) {
        if (open !== undefined) throw new Unparsable('cut short');
        open = { policies: new Map(), chains: new Set(), rules: [] };
        tables.set(line.slice(1), open);
      } else if (line === 'COMMIT') open = undefined;
      else if (line.startsWith('-A ')) open?.rules.push(line);
      else if (line.startsWith(':')) {
        const [chain = '', policy = '-'] = line.slice(1).split(' ');
        open?.chains.add(chain);
        if (policy !== '-') open?.policies.set(chain, policy);
      }
    }
    if (open !== undefined) throw new Unparsable('cut short');
    return tables;
  });
}

/** The rules of all tables, one after the other. */
export const rulesOf = (tables: Known<Tables>): Known<readonly string[]> =>
  mapKnown(tables, (all) => [...all.values()].flatMap(({ rules }) => rules));

/** The `-A` lines of all tables. */
export const readNetfilter = (command: Command, result: CommandResult): Known<readonly string[]> =>
  rulesOf(readTables(command, result));

/**
 * The rules of one table. A table that was not printed may have been cut away, so of it nothing is known: what is
 * missing in a table can be told only from one that is there.
 */
export function tableOf(tables: Known<Tables>, name: string): Known<readonly string[]> {
  if (!tables.known) return tables;
  const table = tables.value.get(name);
  return table === undefined ? unknown(`iptables-save printed no table ${name}`) : known(table.rules);
}

/** The rules of one chain. */
export const rulesIn = (rules: readonly string[], chain: string): readonly string[] =>
  rules.filter((rule) => rule.startsWith(`-A ${chain} `));
