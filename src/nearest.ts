import leven from 'leven';

/** What a mistyped name may stand for, as a hint; where nothing is near, `otherwise`. */
export function meant(wanted: string, names: readonly string[], otherwise: string): string {
  const close = nearest(wanted, names);
  return close.length === 0 ? otherwise : `Did you mean ${close.map((name) => `'${name}'`).join(' or ')}?`;
}

/** The names that a mistyped one may stand for, best first; at most three. */
export function nearest(wanted: string, names: readonly string[]): readonly string[] {
  return names
    .map((name) => ({ name, distance: wanted.length > 2 && name.includes(wanted) ? 0 : leven(wanted, name) }))
    .filter(({ name, distance }) => distance <= Math.max(2, name.length / 3))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}
