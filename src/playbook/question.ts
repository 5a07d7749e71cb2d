import * as z from 'zod';
import { UserError } from '../errors.ts';
import { strictMap, text, variable } from './schema-parts.ts';
import type { Values } from './template.ts';

/** What a playbook asks before it runs: where to look, or a value of its own. */
export const question = z.union([
  strictMap({
    for: z.enum(['network', 'router', 'port']).describe('Where it looks; a port is found by a VM’s address too'),
    question: text.optional(),
  }),
  strictMap({
    set: variable.describe('The variable that the answer is for; its default is in vars, if it has one'),
    question: text,
    choices: z
      .array(z.union([z.string(), z.number()]))
      .min(1)
      .optional()
      .describe('Without these, anything may be typed'),
  }),
]);

export type Question = z.infer<typeof question>;

/** Where a run looks, by the kinds that a question can be for. */
export type Answered = Readonly<Record<'networks' | 'routers' | 'ports', readonly string[]>>;

const wholeHost: Answered = { networks: [], routers: [], ports: [] };

/** Whether neither the caller nor the playbook itself has answered a question. */
function isOpen(asked: Question, target: Answered, vars: Values): boolean {
  return 'for' in asked ? target[`${asked.for}s`].length === 0 : vars[`vars.${asked.set}`] === undefined;
}

/** Refuses a run of the whole host in which nobody can be asked for a value that is missing. */
export const refuseOpenValues = (ask: readonly Question[], vars: Values): void =>
  refuseOpen(
    ask.filter((asked) => 'set' in asked),
    wholeHost,
    vars,
  );

/** Refuses a run in which nobody can be asked, where an answer is missing. */
export function refuseOpen(ask: readonly Question[], target: Answered, vars: Values): void {
  const open = ask.find((asked) => isOpen(asked, target, vars));
  if (open === undefined) return;
  if ('for' in open) {
    throw new UserError(`The playbook needs a ${open.for}: ${open.question ?? 'which one?'}`, {
      hint: `Use --${open.for}.`,
    });
  }
  throw new UserError(`The playbook asks: ${open.question}`, {
    hint: `Use --set ${open.set}=${open.choices === undefined ? 'VALUE' : open.choices.join(' or ')}.`,
  });
}
