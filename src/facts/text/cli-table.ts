/** A table as the clients of OpenStack print it (`+----+` between `|` columns). */
export interface CliTable {
  readonly headings: readonly string[];
  /** The number of the headings' line in the text, from 0. */
  readonly at: number;
  readonly rows: readonly {
    /** The number of its line in the text, from 0. */
    readonly at: number;
    readonly cells: ReadonlyMap<string, string>;
  }[];
}

interface OpenTable extends CliTable {
  readonly rows: CliTable['rows'][number][];
}

const border = /^\s*\+(?:-+\+)+-*\s*$/;

/** All tables in some lines, in frames or as CSV (`-f csv`). */
export const cliTables = (lines: readonly string[]): readonly CliTable[] => [...framed(lines), ...separated(lines)];

/** A heading in quotation marks, and rows of as many cells below it. */
function separated(lines: readonly string[]): readonly CliTable[] {
  const tables: OpenTable[] = [];
  let open: OpenTable | undefined;
  for (const [at, line] of lines.entries()) {
    const cells = csvCells(line);
    if (cells === undefined) open = undefined;
    else if (open === undefined) {
      open = { headings: cells, at, rows: [] };
      tables.push(open);
    } else if (cells.length === open.headings.length)
      open.rows.push({ at, cells: new Map(cells.map((cell, index) => [open?.headings[index] ?? '', cell])) });
  }
  return tables;
}

/** Strings stand in quotation marks, which are doubled within; numbers and truth values may stand without. */
function csvCells(line: string): readonly string[] | undefined {
  if (!/^"[^"]*"(?:,(?:"(?:[^"]|"")*"|[\w.-]*))+\s*$/.test(line)) return undefined;
  return [...line.trim().matchAll(/"((?:[^"]|"")*)"|([\w.-]+)/g)].map(([, text, bare]) =>
    (text ?? bare ?? '').replaceAll('""', '"'),
  );
}

/**
 * A row that has more or fewer columns than the headings, as a cut one has, is left out. What stands behind the last `|` is a
 * remark, or the rest of a column where the lines were cut.
 */
function framed(lines: readonly string[]): readonly CliTable[] {
  const tables: OpenTable[] = [];
  let isOpen = false;
  for (const [at, line] of lines.entries()) {
    const row = /^\s*\|(.*)\|[^|]*$/.exec(line)?.[1];
    if (row === undefined) {
      isOpen &&= border.test(line);
      continue;
    }
    const cells = row.split('|').map((cell) => cell.trim());
    const table = tables.at(-1);
    if (!isOpen || table === undefined) tables.push({ headings: cells, at, rows: [] });
    else if (cells.length === table.headings.length)
      table.rows.push({ at, cells: new Map(cells.map((cell, index) => [table.headings[index] ?? '', cell])) });
    isOpen = true;
  }
  return tables;
}
