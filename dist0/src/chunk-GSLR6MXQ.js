import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);

// src/nearest.ts
function nearest(wanted, names) {
  return names.map((name) => ({ name, distance: name.includes(wanted) ? 0 : editDistance(wanted, name) })).filter(({ name, distance }) => distance <= Math.max(2, name.length / 3)).sort((a, b) => a.distance - b.distance).slice(0, 3).map(({ name }) => name);
}
function editDistance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

export {
  nearest
};
