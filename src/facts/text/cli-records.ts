import { cliTables } from './cli-table.ts';

/** One thing as a client of OpenStack shows it, by the names of its fields as they are printed. */
export interface CliRecord {
  readonly fields: ReadonlyMap<string, string>;
  /** The number of each field's line in the text, from 0. */
  readonly at: ReadonlyMap<string, number>;
}

/** What `show` prints: a table of fields (`-f table`), JSON (`-f json`), assignments (`-f shell`) or YAML (`-f yaml`). */
export const cliRecords = (lines: readonly string[]): readonly CliRecord[] => [
  ...tables(lines),
  ...lines.flatMap(listInOneLine),
  ...assignments(lines, /^\s*"([\w: ]+)": (?:"(.*)"|(true|false|null|-?\d+)),?\s*$/, /^\s*[{}]/),
  ...assignments(lines, /^([\w:]+)="(.*)"$/, /^\s*$/),
  ...assignments(lines, /^([a-z][\w:]*): (?:'(.*)'|(\S.*))$/, /^\s*$/),
];

/** `-f json` of older clients: a list of things in one line. */
function listInOneLine(line: string, at: number): readonly CliRecord[] {
  if (!/^\[\{"\w/.test(line)) return [];
  try {
    const list = JSON.parse(line) as unknown;
    return (Array.isArray(list) ? (list as readonly unknown[]) : []).flatMap((one): readonly CliRecord[] => {
      if (typeof one !== 'object' || one === null) return [];
      const entries = Object.entries(one).map(([name, value]): [string, string] => [name, String(value)]);
      return [{ fields: new Map(entries), at: new Map(entries.map(([name]) => [name, at])) }];
    });
  } catch {
    return [];
  }
}

const tables = (lines: readonly string[]): readonly CliRecord[] =>
  cliTables(lines).flatMap(({ headings, at: top, rows }): readonly CliRecord[] => {
    const [field = '', value = ''] = headings;
    const isHeaded = field === 'Field' && value === 'Value';
    if (headings.length !== 2 || !(isHeaded || fieldName.test(field))) return [];
    const entries = [
      ...(isHeaded ? [] : [{ name: field, text: value, at: top }]),
      ...rows.map(({ at, cells }) => ({ name: cells.get(field) ?? '', text: cells.get(value) ?? '', at })),
    ];
    return [
      {
        fields: new Map(entries.map(({ name, text }) => [name, text])),
        at: new Map(entries.map(({ name, at }) => [name, at])),
      },
    ];
  });

/** How the fields of a thing are written; where a paste begins below the headings, the first of them stands on top. */
const fieldName = /^(?:[a-z]+(?:[_:][a-z]+)+|OS-\S+)$/;

/** Runs of lines of one form, each a record; `edge` ends one. */
function assignments(lines: readonly string[], form: RegExp, edge: RegExp): readonly CliRecord[] {
  const records: { readonly fields: Map<string, string>; readonly at: Map<string, number> }[] = [];
  let open: (typeof records)[number] | undefined;
  for (const [at, line] of lines.entries()) {
    if (edge.test(line)) open = undefined;
    const [, name, quoted, bare] = form.exec(line) ?? [];
    if (name === undefined) continue;
    if (open === undefined) {
      open = { fields: new Map(), at: new Map() };
      records.push(open);
    }
    open.fields.set(name, quoted ?? bare ?? '');
    open.at.set(name, at);
  }
  return records.filter(({ fields }) => fields.size > 1);
}
