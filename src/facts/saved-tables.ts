import type { Host } from '../host/host.ts';
import type { Argv } from '../host/process.ts';
import { firstOf } from './alternatives.ts';
import { type Known, known } from './known.ts';
import type { Table, Tables } from './netfilter.ts';
import { parseIptablesList, parseIptablesSpec } from './text/iptables.ts';

/** In the order of iptables-save; without `-t` the tools mean the last one. */
const names = ['raw', 'mangle', 'nat', 'filter'] as const;

/**
 * The rules of a namespace, or of the host, as `iptables -S` or `iptables -L -n -v` print them, a table at a time. `reason`:
 * why iptables-save gave nothing.
 */
export async function readSavedTables(
  host: Host,
  namespace: string | undefined,
  reason: string,
): Promise<Known<Tables>> {
  const tables = await Promise.all(
    names.map(async (name): Promise<readonly [string, Known<Table>]> => {
      const words = (...end: readonly string[]): Argv => [
        'iptables',
        ...(name === 'filter' ? [] : ['-t', name]),
        ...end,
      ];
      const table = await firstOf(
        host,
        namespace,
        [
          [words('-S'), parseIptablesSpec],
          [words('-L', '-n', '-v'), parseIptablesList],
        ],
        reason,
      );
      return [name, table];
    }),
  );
  const told = tables.flatMap(([name, table]): [string, Table][] => (table.known ? [[name, table.value]] : []));
  // What is saved of one table only is little to go by: the filter is what people look at first.
  return told.some(([name]) => name === 'filter') ? known(new Map(told)) : { known: false, reason };
}
