import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);

// src/report/table.ts
function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map(
    (row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()
  );
}

export {
  table
};
