import type * as z from 'zod';
import { layers } from '../engine/layers.ts';
import { nearest } from '../nearest.ts';
import { type Question, question } from './question.ts';
import { type Conclusion, conclusion, type Suppression, suppression, type Trial, trial } from './schema.ts';
import type { CheckStep } from './steps/common.ts';
import { type CustomStep, stepSchema } from './steps/index.ts';
import { plainIssuesOf } from './validation-issue.ts';

type Indexed<T> = readonly (readonly [index: number, item: T])[];

/** What of a playbook can be judged although other parts do not fit the schema, with the places of the items. */
export interface SoundParts {
  readonly include: Indexed<string>;
  readonly steps: Indexed<CheckStep | CustomStep>;
  readonly ask: Indexed<Question>;
  readonly suppress: Indexed<Suppression>;
  readonly conclude: Indexed<Conclusion>;
  readonly tests: Indexed<Trial>;
  /** The names of variables, steps and layers, also of what could not be read otherwise: nothing is missed for its shape. */
  readonly vars: readonly string[];
  readonly secrets: readonly string[];
  readonly unreadSteps: readonly string[];
}

/** Reads a playbook item by item. */
export function soundParts(content: unknown): SoundParts {
  const map = isMap(content) ? content : {};
  const listOf = (key: string): readonly unknown[] => (Array.isArray(map[key]) ? map[key] : []);
  const read = <T>(key: string, schema: z.ZodType<T>): Indexed<T> =>
    listOf(key).flatMap((item, index) => {
      const result = schema.safeParse(asMeant(item, schema));
      return result.success ? [[index, result.data] as const] : [];
    });
  const steps = read('steps', stepSchema);
  const unread = listOf('steps').filter((_, index) => !steps.some(([at]) => at === index));
  return {
    include: listOf('include').flatMap((name, index) => (typeof name === 'string' ? [[index, name] as const] : [])),
    steps,
    ask: read('ask', question),
    suppress: read('suppress', suppression),
    conclude: read('conclude', conclusion),
    tests: read('tests', trial),
    vars: [...Object.keys(isMap(map['vars']) ? map['vars'] : {}), ...listOf('ask').flatMap(wordAt('set'))],
    secrets: listOf('secrets').filter((name) => typeof name === 'string'),
    unreadSteps:
      unread.length === 0 ? [] : [...unread.flatMap(wordAt('id')), ...unread.flatMap(wordAt('check')), ...layers],
  };
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wordAt =
  (key: string) =>
  (item: unknown): readonly string[] => {
    const word = isMap(item) ? item[key] : undefined;
    return typeof word === 'string' ? [word] : [];
  };

/** An item with mistyped keys replaced by those that were meant, and without other unknown keys. */
function asMeant(item: unknown, schema: z.ZodType): unknown {
  const result = schema.safeParse(item);
  if (result.success || !isMap(item)) return item;
  const repaired = new Map(Object.entries(item));
  for (const issue of result.error.issues.flatMap(plainIssuesOf)) {
    if (issue.code !== 'unrecognized_keys' || issue.path.length > 0) continue;
    for (const key of issue.keys) {
      const [meant] = nearest(key, issue.message.split(' '));
      if (meant !== undefined && !repaired.has(meant)) repaired.set(meant, item[key]);
      repaired.delete(key);
    }
  }
  return Object.fromEntries(repaired);
}
