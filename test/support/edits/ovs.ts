import { type Argv, all, answered, type Change, exited, printed } from './change.ts';

/** A table of `ovs-vsctl -f json`: one line of output for each command between `--`. */
interface Table {
  readonly headings: readonly string[];
  readonly data: readonly (readonly unknown[])[];
}

type Row = Readonly<Record<string, unknown>>;

const rowOf = ({ headings }: Table, cells: readonly unknown[]): Row =>
  Object.fromEntries(headings.map((heading, index) => [heading, cells[index]]));

const isList = (argv: readonly string[]): boolean =>
  argv[0] === 'ovs-vsctl' && argv.includes('list') && argv.includes('Bridge') && argv.includes('Port');

/** What tells a table of the switch's database from the others. */
const columnOf = { Bridge: 'fail_mode', Port: 'vlan_mode', Interface: 'ofport' } as const;
type TableName = keyof typeof columnOf;

function changedTable(text: string, name: TableName, change: (rows: readonly Row[]) => readonly Row[]): string {
  const lines = text.split('\n').map((line) => {
    if (!line.startsWith('{')) return line;
    const table = JSON.parse(line) as Table;
    if (!table.headings.includes(columnOf[name])) return line;
    const rows = change(table.data.map((cells) => rowOf(table, cells)));
    return JSON.stringify({ ...table, data: rows.map((row) => table.headings.map((heading) => row[heading])) });
  });
  return lines.join('\n');
}

const table = (name: TableName, change: (rows: readonly Row[]) => readonly Row[]): Change =>
  printed(isList, (text) => changedTable(text, name, change));

const row = (of: TableName, name: string, change: (row: Row) => Row): Change =>
  table(of, (rows) => rows.map((one) => (one['name'] === name ? change(one) : one)));

const nothing = ['set', []] as const;
type Entries = readonly (readonly [string, string])[];
const entriesOf = (map: unknown): Entries => (map as readonly ['map', Entries])[1];
const mapOf = (entries: Readonly<Record<string, string>>) => ['map', Object.entries(entries)] as const;

/** One key of a map column set, or taken away. */
const key = (of: TableName, name: string, column: string, word: string, value: string | undefined): Change =>
  row(of, name, (one) => {
    const others = entriesOf(one[column]).filter(([own]) => own !== word);
    return { ...one, [column]: ['map', value === undefined ? others : [...others, [word, value]]] };
  });

const uuidsOf = (set: unknown): readonly unknown[] => {
  const [kind, value] = set as readonly [string, unknown];
  return kind === 'set' ? (value as readonly unknown[]) : [set];
};

/** What the second question finds of ports that are still on the dead VLAN. */
const stillDead = (name: string): Change =>
  answered(
    (argv) => argv[0] === 'ovs-vsctl' && argv.includes('tag=4095'),
    (result) => {
      const before = result.kind === 'exited' ? (JSON.parse(result.stdout) as Table).data : [];
      return exited(`${JSON.stringify({ data: [...before, [name, 4095]], headings: ['name', 'tag'] })}\n`);
    },
  );

/** A port of the switch. */
export const port = (name: string) => ({
  /** Undefined: without a tag. */
  tag: (tag: number | undefined): Change =>
    all(
      row('Port', name, (one) => ({ ...one, tag: tag ?? nothing })),
      tag === 4095 ? stillDead(name) : (host) => host,
    ),
  /** On the dead VLAN at first, and wired when it is asked of again. */
  deadForAMoment: (): Change =>
    all(
      (host) => {
        // Only the first of the two lists is from before the agent has wired it.
        let asked = 0;
        return printed(isList, (text) => {
          asked += 1;
          return asked > 1
            ? text
            : changedTable(text, 'Port', (rows) =>
                rows.map((one) => (one['name'] === name ? { ...one, tag: 4095 } : one)),
              );
        })(host);
      },
      answered(
        (argv) => argv[0] === 'ovs-vsctl' && argv.includes('tag=4095'),
        () => exited('{"data":[],"headings":["name","tag"]}\n'),
      ),
    ),
  mode: (mode: string, ...trunks: readonly number[]): Change =>
    row('Port', name, (one) => ({ ...one, vlan_mode: mode, trunks: ['set', trunks] })),
  /** A note that the agent keeps in other_config. */
  note: (word: string, value: string | undefined): Change => key('Port', name, 'other_config', word, value),
  withoutNotes: (): Change => row('Port', name, (one) => ({ ...one, other_config: ['map', []] })),
  /** Undefined: not made yet. */
  ofport: (number: number | undefined): Change =>
    row('Interface', name, (one) => ({ ...one, ofport: number ?? nothing })),
  error: (text: string): Change => row('Interface', name, (one) => ({ ...one, ofport: -1, error: text })),
  option: (word: string, value: string | undefined): Change => key('Interface', name, 'options', word, value),
  id: (word: string, value: string | undefined): Change => key('Interface', name, 'external_ids', word, value),
  type: (type: string): Change => row('Interface', name, (one) => ({ ...one, type })),
  gone: (): Change => (host) =>
    printed(isList, (text) => {
      let uuid: unknown;
      const ports = changedTable(text, 'Port', (rows) => {
        uuid = rows.find((one) => one['name'] === name)?.['_uuid'];
        return rows.filter((one) => one['name'] !== name);
      });
      const interfaces = changedTable(ports, 'Interface', (rows) => rows.filter((one) => one['name'] !== name));
      const isOther = (own: unknown) => JSON.stringify(own) !== JSON.stringify(uuid);
      return changedTable(interfaces, 'Bridge', (rows) =>
        rows.map((one) => ({ ...one, ports: ['set', uuidsOf(one['ports']).filter(isOther)] })),
      );
    })(host),
  renamed: (to: string): Change =>
    all(
      row('Port', name, (one) => ({ ...one, name: to })),
      row('Interface', name, (one) => ({ ...one, name: to })),
    ),
});

/** One more port on a bridge. */
export function newPort(
  bridgeName: string,
  name: string,
  shape: {
    readonly tag?: number;
    readonly type?: string;
    readonly ofport?: number;
    readonly error?: string;
    readonly options?: Readonly<Record<string, string>>;
    readonly ids?: Readonly<Record<string, string>>;
    readonly notes?: Readonly<Record<string, string>>;
  } = {},
): Change {
  const digits = Buffer.from(name).toString('hex').slice(-12).padStart(12, '0');
  const uuid = (kind: string) => ['uuid', `${kind}0000000-0000-4000-8000-${digits}`];
  return all(
    row('Bridge', bridgeName, (one) => ({ ...one, ports: ['set', [...uuidsOf(one['ports']), uuid('a')]] })),
    table('Port', (rows) => [
      ...rows,
      {
        _uuid: uuid('a'),
        name,
        interfaces: uuid('b'),
        tag: shape.tag ?? nothing,
        trunks: nothing,
        vlan_mode: nothing,
        other_config: mapOf(shape.notes ?? {}),
      },
    ]),
    table('Interface', (rows) => [
      ...rows,
      {
        _uuid: uuid('b'),
        name,
        type: shape.type ?? '',
        ofport: shape.ofport ?? 90,
        error: shape.error ?? nothing,
        external_ids: mapOf(shape.ids ?? {}),
        options: mapOf(shape.options ?? {}),
      },
    ]),
  );
}

export const bridge = (name: string) => ({
  /** Undefined: none is set. */
  failMode: (mode: string | undefined): Change =>
    row('Bridge', name, (one) => ({ ...one, fail_mode: mode ?? nothing })),
  datapathId: (id: string): Change => row('Bridge', name, (one) => ({ ...one, datapath_id: id })),
  datapathType: (type: string): Change => row('Bridge', name, (one) => ({ ...one, datapath_type: type })),
  /** Deleted with its ports, as `ovs-vsctl del-br` does. */
  gone: (): Change =>
    printed(isList, (text) => {
      let lost: readonly string[] = [];
      const bridges = changedTable(text, 'Bridge', (rows) => {
        const uuids = rows.filter((one) => one['name'] === name).flatMap((one) => uuidsOf(one['ports']));
        lost = uuids.map((uuid) => JSON.stringify(uuid));
        return rows.filter((one) => one['name'] !== name);
      });
      let names: readonly unknown[] = [];
      const isLost = (one: Row) => lost.includes(JSON.stringify(one['_uuid']));
      const ports = changedTable(bridges, 'Port', (rows) => {
        names = rows.filter(isLost).map((one) => one['name']);
        return rows.filter((one) => !isLost(one));
      });
      return changedTable(ports, 'Interface', (rows) => rows.filter((one) => !names.includes(one['name'])));
    }),
});

/** One more bridge, without ports. */
export const newBridge = (name: string, shape: { readonly datapathId: string; readonly failMode?: string }): Change =>
  all(
    table('Bridge', (rows) => [
      ...rows,
      {
        name,
        ports: ['set', []],
        fail_mode: shape.failMode ?? nothing,
        datapath_type: rows[0]?.['datapath_type'] ?? '',
        datapath_id: shape.datapathId,
      },
    ]),
    newPort(name, name, { type: 'internal', ofport: 65534 }),
  );

/** What a tool says of a daemon that takes no connection, and of one that gave no answer in five seconds. */
const refused = exited('', 1, 'database connection failed (No such file or directory)\n');
const hung = exited('', 142, '2026-11-23T17:46:18Z|00001|fatal_signal|WARN|terminating with signal 14 (Alarm clock)\n');

const tools = { database: ['ovs-vsctl'], switch: ['ovs-appctl', 'ovs-ofctl'] } as const;

/** What the daemons of Open vSwitch answer: that of the database, and the switch itself. */
export const daemon = (name: keyof typeof tools) => {
  const isOfTool = ([tool]: Argv) => tools[name].some((own) => own === tool);
  return {
    refuses: (): Change => answered(isOfTool, () => refused),
    hangs: (): Change => answered(isOfTool, () => hung),
  };
};

/** How many MACs a bridge has learned, and may learn. */
export const macTable = (bridgeName: string, current: number, max: number): Change =>
  printed(
    (argv) => argv[0] === 'ovs-appctl' && argv.includes('fdb/stats-show') && argv.at(-1) === bridgeName,
    (text) => text.replace(/\d+\/\d+/, `${current}/${max}`),
  );
