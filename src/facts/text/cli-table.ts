/** A table as the clients of OpenStack print it (`+----+` between `|` columns). */
export interface CliTable {
  readonly headings: readonly string[];
  readonly rows: readonly {
    /** The number of its line in the text, from 0. */
    readonly at: number;
    readonly cells: ReadonlyMap<string, string>;
  }[];
}

const border = /^\s*\+(?:-+\+)+\s*$/;

/** All tables in some lines. A row that has more or fewer columns than the headings, as a cut one has, is left out. */
export function cliTables(lines: readonly string[]): readonly CliTable[] {
  const tables: { headings: readonly string[]; rows: CliTable['rows'][number][] }[] = [];
  let isOpen = false;
  for (const [at, line] of lines.entries()) {
    if (!/^\s*\|.*\|\s*$/.test(line)) {
      isOpen &&= border.test(line);
      continue;
    }
    const cells = line
      .trim()
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    const table = tables.at(-1);
    if (!isOpen || table === undefined) tables.push({ headings: cells, rows: [] });
    else if (cells.length === table.headings.length)
      table.rows.push({ at, cells: new Map(cells.map((cell, index) => [table.headings[index] ?? '', cell])) });
    isOpen = true;
  }
  return tables;
}
