import * as z from 'zod';
import type { CheckVerdict } from '../engine/diagnose.ts';
import { strictMap, text } from './schema-parts.ts';

export const verdicts = ['pass', 'warn', 'fail', 'unknown', 'skipped'] as const satisfies readonly CheckVerdict[];

const verdict = z.enum(verdicts);

/** What checks, layers and steps came to: all of a map must hold. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Readonly<Record<string, CheckVerdict | readonly CheckVerdict[]>>;

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    strictMap({ all: z.array(condition).min(1) }),
    strictMap({ any: z.array(condition).min(1) }),
    strictMap({ not: condition }),
    z.record(text, z.union([verdict, z.array(verdict).min(1)])),
  ]),
);

/** What each check, layer and step came to, by its name. */
export type Verdicts = ReadonlyMap<string, CheckVerdict>;

/** Whether a condition holds. */
export function holds(wanted: Condition, verdictsOf: Verdicts): boolean {
  if (isAll(wanted)) return wanted.all.every((one) => holds(one, verdictsOf));
  if (isAny(wanted)) return wanted.any.some((one) => holds(one, verdictsOf));
  if (isNot(wanted)) return !holds(wanted.not, verdictsOf);
  return Object.entries(wanted).every(([name, either]) => {
    const own = verdictsOf.get(name);
    return own !== undefined && [either].flat().includes(own);
  });
}

/** Every name that a condition asks about, and where it stands. */
export function namesOf(
  wanted: Condition,
): readonly { readonly name: string; readonly path: readonly PropertyKey[] }[] {
  const below = (part: Condition, ...path: PropertyKey[]) =>
    namesOf(part).map((one) => ({ ...one, path: [...path, ...one.path] }));
  if (isAll(wanted)) return wanted.all.flatMap((one, index) => below(one, 'all', index));
  if (isAny(wanted)) return wanted.any.flatMap((one, index) => below(one, 'any', index));
  if (isNot(wanted)) return below(wanted.not, 'not');
  return Object.keys(wanted).map((name) => ({ name, path: [] }));
}

const isAll = (wanted: Condition): wanted is { readonly all: readonly Condition[] } => 'all' in wanted;
const isAny = (wanted: Condition): wanted is { readonly any: readonly Condition[] } => 'any' in wanted;
const isNot = (wanted: Condition): wanted is { readonly not: Condition } => 'not' in wanted;
