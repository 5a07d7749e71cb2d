import type { Fault } from '../engine/check.ts';

/** What to do about equal findings that have no fix: their own advice where all give the same, else that of their check. */
export function nextStep(all: readonly Pick<Fault, 'next'>[], remedy: string | undefined): string | undefined {
  const [own, ...others] = new Set(all.map(({ next }) => next));
  return others.length === 0 ? (own ?? remedy) : remedy;
}
