import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { register } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { checks as builtIn } from '../../checks/index.ts';
import { type Check, CouldNotTell, type Fault } from '../engine/check.ts';
import { layers } from '../engine/layers.ts';
import { UserError } from '../errors.ts';
import { reading } from '../files.ts';
import { packageRoot } from '../package.ts';
import { evidenceSchema, fixSchema } from '../report/report.ts';
import { inputNames, sections } from '../topology/index.ts';

const text = z.string().min(1);
const aFunction = z.custom<(...words: never[]) => unknown>((value) => typeof value === 'function', 'not a function');

/** The shape of a check: a JavaScript module has no compiler to hold it. */
const checkSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/, 'not a valid id such as uplink-mtu-small'),
  layer: z.enum(layers),
  title: text,
  why: text,
  symptom: text,
  remedy: text,
  limits: text,
  sources: z.array(text),
  severity: z.enum(['error', 'warning']),
  each: z.enum(sections.map(({ name }) => name)),
  with: z.array(z.enum(inputNames)).optional(),
  explainedBy: z.array(text),
  applies: aFunction.optional(),
  judge: aFunction,
});

const faultSchema = z
  .strictObject({
    summary: text,
    evidence: z.array(evidenceSchema),
    fix: fixSchema.nullable(),
    severity: z.enum(['error', 'warning']).optional(),
    shared: text.optional(),
  })
  .optional();

/** qdoctor's own checks, and behind them those of the modules at `paths`: files, or folders of them. */
export async function catalogueWith(paths: readonly string[] = []): Promise<readonly Check[]> {
  if (paths.length === 0) return builtIn;
  // A module anywhere may import 'qdoctor', and gets the very one that runs it.
  const own = pathToFileURL(join(packageRoot, 'dist/src/index.js')).href;
  const hook = `export const resolve = (name, context, next) =>
    name === 'qdoctor' ? { url: ${JSON.stringify(own)}, shortCircuit: true } : next(name, context);`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
  const all = [...builtIn];
  for (const file of paths.flatMap(modulesAt)) {
    const content = await contentOf(file);
    for (const one of Array.isArray(content) ? content : [content]) {
      all.push(
        checked(
          one,
          file,
          all.map(({ id }) => id),
        ),
      );
    }
  }
  return all;
}

function modulesAt(path: string): readonly string[] {
  if (!reading(path, () => statSync(path)).isDirectory()) return [path];
  const files = reading(path, () => readdirSync(path)).filter((name) => /\.m?js$/.test(name));
  if (files.length > 0) return files.sort().map((name) => join(path, name));
  throw new UserError(`${path} contains no checks.`, { hint: 'Each check is a JavaScript module, .js or .mjs.' });
}

async function contentOf(file: string): Promise<unknown> {
  reading(file, () => accessSync(file, constants.R_OK));
  try {
    return ((await import(pathToFileURL(resolve(file)).href)) as { readonly default?: unknown }).default;
  } catch (cause) {
    throw broken(file, String(cause), { cause });
  }
}

const broken = (file: string, reason: string, details: { readonly cause?: unknown } = {}): UserError =>
  new UserError(`Cannot load checks from ${file}: ${reason.replace(/\.$/, '')}.`, {
    ...details,
    hint: 'See docs/custom-checks.md.',
  });

function checked(content: unknown, file: string, before: readonly string[]): Check {
  if (content === undefined) throw broken(file, 'no default export');
  const result = checkSchema.safeParse(content);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw broken(file, `${issue?.path.join('.') ?? ''}: ${issue?.message}`.replace(/^: /, ''));
  }
  const check = content as Check;
  if (before.includes(check.id)) throw broken(file, `check '${check.id}' already exists`);
  const unknown = check.explainedBy.find((id) => !before.includes(id));
  if (unknown !== undefined) throw broken(file, `explainedBy names '${unknown}', but no earlier check has that id`);
  return guarded(check, file);
}

/** What a module throws, or gives instead of a fault, is its own mistake: then it could not tell. */
function guarded(check: Check, file: string): Check {
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof CouldNotTell) throw error;
      throw new CouldNotTell(`the check ${check.id} of ${file} failed: ${String(error)}`);
    }
  };
  return {
    ...check,
    applies: (item, inputs) => guard(() => check.applies?.(item, inputs) !== false),
    judge: (item, inputs) =>
      guard(() => {
        const fault = check.judge(item, inputs);
        const result = faultSchema.safeParse(fault);
        if (result.success) return fault satisfies Fault | undefined;
        const [issue] = result.error.issues;
        throw new Error(`judge gave no fault: ${issue?.path.join('.')}: ${issue?.message}`);
      }),
  };
}
