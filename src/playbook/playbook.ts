import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import type { Check } from '../engine/check.ts';
import { layers } from '../engine/layers.ts';
import { UserError } from '../errors.ts';
import { packageRoot } from '../package.ts';

const playbookSchema = z.strictObject({
  version: z.literal(1),
  title: z.string().min(1),
  description: z.string().optional(),
  steps: z.array(z.strictObject({ check: z.string() })).min(1),
});

export interface Playbook {
  readonly name: string;
  readonly title: string;
  /** In the order of the catalogue, which is that of causes. */
  readonly checks: readonly Check[];
}

const builtIn = join(packageRoot, 'playbooks');

/** Loads a built-in playbook by name, or one of the user's by its path. */
export function loadPlaybook(nameOrPath: string, catalogue: readonly Check[]): Playbook {
  const isPath = nameOrPath.includes('/') || /\.ya?ml$/.test(nameOrPath);
  const file = isPath ? nameOrPath : join(builtIn, `${nameOrPath}.yaml`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (isPath) throw new UserError(`Playbook ${file} can't be read.`, { cause, hint: 'Check the path.' });
    const names = readdirSync(builtIn).map((entry) => entry.replace(/\.yaml$/, ''));
    throw new UserError(`There is no playbook '${nameOrPath}'.`, {
      cause,
      hint: `Built in: ${names.join(', ')}. One of your own is named by its path.`,
    });
  }
  return parsePlaybook(text, file, isPath ? file : nameOrPath, catalogue);
}

function parsePlaybook(text: string, file: string, name: string, catalogue: readonly Check[]): Playbook {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, maxAliasCount: 100 } as Parameters<typeof parseDocument>[1]);
  const placeAt = (offset: number | undefined) => {
    const { line, col } = lineCounter.linePos(offset ?? 0);
    return { file, line, column: col };
  };
  const [mistake] = document.errors;
  if (mistake !== undefined) {
    throw new UserError(mistake.message.split('\n')[0] ?? 'not YAML', {
      place: placeAt(mistake.pos[0]),
      cause: mistake,
    });
  }
  const result = playbookSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (!result.success) {
    const issue = result.error.issues[0];
    const node = isMap(document.contents) ? document.getIn(issue?.path ?? [], true) : document.contents;
    const offset = (node as { range?: [number, number, number] } | null | undefined)?.range?.[0];
    throw new UserError(`${issue?.path.join('.') || 'The playbook'}: ${issue?.message}`, { place: placeAt(offset) });
  }
  const chosen = new Set<Check>();
  for (const [index, step] of result.data.steps.entries()) {
    const found = catalogue.filter(({ id, layer }) => id === step.check || layer === step.check);
    if (found.length === 0 && !(layers as readonly string[]).includes(step.check)) {
      const node = document.getIn(['steps', index, 'check'], true) as { range?: [number, number, number] } | undefined;
      throw new UserError(`'${step.check}' is neither a layer nor a check.`, {
        place: placeAt(node?.range?.[0]),
        hint: `The layers are ${layers.join(', ')}.`,
      });
    }
    for (const check of found) chosen.add(check);
  }
  return { name, title: result.data.title, checks: catalogue.filter((check) => chosen.has(check)) };
}
