type Of<T> = (item: T) => unknown;

const counted = new WeakMap<readonly unknown[], Map<unknown, ReadonlyMap<unknown, number>>>();

/** How many items say the same: what most have is what is meant. Counted once for a list and a question. */
export function votesIn<T>(items: readonly T[], of: Of<T>): (value: unknown) => number {
  const before = counted.get(items) ?? new Map<unknown, ReadonlyMap<unknown, number>>();
  const votes = before.get(of) ?? countsOf(items, of);
  counted.set(items, before.set(of, votes));
  return (value) => votes.get(value) ?? 0;
}

function countsOf<T>(items: readonly T[], of: Of<T>): ReadonlyMap<unknown, number> {
  const votes = new Map<unknown, number>();
  for (const item of items) {
    const value = of(item);
    votes.set(value, (votes.get(value) ?? 0) + 1);
  }
  return votes;
}
