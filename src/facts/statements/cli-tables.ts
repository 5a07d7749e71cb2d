import { type CliTable, cliTables } from '../text/cli-table.ts';
import type { Found, StatementReader } from './statement.ts';

/** Tables of `openstack` and of `neutron`, `quantum` before it: `port show`, `agent list`. */
export const clientTables: StatementReader = {
  sign: /binding_failed|\|\s*(?:XXX|xxx)\s*\||\balive\b/i,
  read: (lines) => cliTables(lines).flatMap((table) => [...failedBinding(table), ...silentAgents(table)]),
};

/** A table of fields, one in a row. */
function failedBinding({ headings, rows }: CliTable): readonly Found[] {
  const [field = '', value = ''] = headings;
  if (headings.length !== 2 || field !== 'Field' || value !== 'Value') return [];
  const rowOf = (...names: readonly string[]) => rows.find(({ cells }) => names.includes(cells.get(field) ?? ''));
  const type = rowOf('binding_vif_type', 'binding:vif_type');
  if (type?.cells.get(value) !== 'binding_failed') return [];
  const [id, host] = [rowOf('id'), rowOf('binding_host_id', 'binding:host_id')];
  const at = [type, host, id].flatMap((row) => row?.at ?? []).toSorted((one, other) => one - other);
  const textOf = (row: typeof id) => row?.cells.get(value) || undefined;
  return [{ statement: { kind: 'binding-failed', portId: textOf(id), host: textOf(host) }, at }];
}

/** `:-)` and `XXX` of `neutron agent-list`, `:-)` and `XXX` or True and False of `openstack network agent list`. */
function silentAgents({ headings, rows }: CliTable): readonly Found[] {
  const named = (name: string) => headings.find((heading) => heading.toLowerCase() === name);
  const [alive, type, host] = [named('alive'), named('agent type') ?? named('agent_type'), named('host')];
  if (alive === undefined || type === undefined || host === undefined) return [];
  return rows.flatMap(({ at, cells }): readonly Found[] =>
    /^(?:xxx|false)$/i.test(cells.get(alive) ?? '')
      ? [{ statement: { kind: 'agent-silent', agent: cells.get(type) ?? '', host: cells.get(host) ?? '' }, at: [at] }]
      : [],
  );
}
