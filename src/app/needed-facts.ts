import type { FactName } from '../facts/index.ts';
import { sectionsFor } from '../playbook/places.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { sectionsOfNeeds, sectionsToFind } from '../topology/find.ts';
import { factsFor, factsUnder } from '../topology/index.ts';
import type { RunOptions } from './run-options.ts';

/** For whether an agent has just been started. */
const always: readonly FactName[] = ['processes'];

const scopes = ['networks', 'routers', 'ports'] as const;

/** The facts that a run gathers: what its checks judge, its steps run for, and the words of its scope are looked up in. */
export function neededFacts({ checks, steps }: Playbook, options: RunOptions): readonly FactName[] {
  const named = scopes.filter((scope) => options[scope].length > 0).flatMap((scope) => sectionsToFind[scope]);
  const needs = options.networks.length + options.ports.length > 0 ? sectionsOfNeeds : [];
  const read = factsUnder([...named, ...needs, ...steps.flatMap(sectionsFor)]);
  return [...new Set([...always, ...(options.alsoGather ?? []), ...factsFor(checks), ...read])];
}
