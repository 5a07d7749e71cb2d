import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
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
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const mistakeAt = (offset: number, message: string, details: { hint?: string; cause?: unknown } = {}): UserError => {
    // An empty file has no lines, but a mistake in it has to stand somewhere.
    const { line, col } = lineCounter.linePos(offset);
    return new UserError(message, { ...details, place: { file, line: Math.max(line, 1), column: Math.max(col, 1) } });
  };
  const [mistake] = document.errors;
  if (mistake !== undefined) throw mistakeAt(mistake.pos[0], `${mistake.message}.`, { cause: mistake });
  const result = playbookSchema.safeParse(contentOf(document, (cause) => mistakeAt(0, cause.message, { cause })));
  if (!result.success) {
    const [issue] = result.error.issues;
    const path = issue?.path ?? [];
    const words = `${path.length === 0 ? 'The playbook' : path.join('.')}: ${issue?.message}.`;
    const key = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    throw mistakeAt(offsetOf(document, path, key), words);
  }
  const chosen = new Set<Check>();
  for (const [index, step] of result.data.steps.entries()) {
    const found = catalogue.filter(({ id, layer }) => id === step.check || layer === step.check);
    if (found.length === 0 && !(layers as readonly string[]).includes(step.check)) {
      throw mistakeAt(
        offsetOf(document, ['steps', index, 'check']),
        `'${step.check}' is neither a layer nor a check.`,
        { hint: `The layers are ${layers.join(', ')}.` },
      );
    }
    for (const check of found) chosen.add(check);
  }
  return { name, title: result.data.title, checks: catalogue.filter((check) => chosen.has(check)) };
}

/** An alias that leads nowhere, or that multiplies without end, is found only when the content is put together. */
function contentOf(document: Document.Parsed, mistake: (cause: Error) => UserError): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw cause instanceof Error ? mistake(cause) : cause;
  }
}

/** Where the nearest thing to `path` stands that is there at all; with `key`, where that key of it stands. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[], key?: string): number {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isNode(node)) return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1));
  const pair = isMap(node) ? node.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
  const place = isNode(pair?.key) ? pair.key : node;
  return place.range?.[0] ?? 0;
}
