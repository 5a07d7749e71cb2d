import { hanging } from './printable.ts';

/** Rows in columns that are as wide as their widest cell. On a page of `width` columns, the last one is folded. */
export function table(rows: readonly (readonly string[])[], width?: number): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const padded = (cells: readonly string[]): string =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.flatMap((row) => {
    const line = padded(row).trimEnd();
    if (width === undefined || line.length <= width) return [line];
    const last = row.at(-1) ?? '';
    const rest = padded(row.slice(0, -1));
    if (width - rest.length >= narrowestCell) return hanging(`${rest}  `, last, rest.length + 2, width);
    const [first = '', ...middle] = row.slice(0, -1);
    const above =
      rest.trimEnd().length <= width ? [rest.trimEnd()] : [first.trimEnd(), ...below(middle.join('  '), width)];
    return [...above, ...below(last, width)];
  });
}

const below = (text: string, width: number): readonly string[] => hanging(' '.repeat(4), text, 4, width);

/** Narrower, a sentence is a column of single words. */
const narrowestCell = 30;

/** The columns of a terminal; of a pipe undefined, for a program reads a row from one line. */
export const terminalWidth = (): number | undefined => process.stdout.columns;
