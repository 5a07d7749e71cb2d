import type { Diagnosis } from '../engine/diagnose.ts';
import { holds, type Verdicts } from './condition.ts';
import type { Conclusion } from './schema.ts';
import { fillText, type Values } from './template.ts';

/** What each check, layer and step came to. */
export const verdictsOf = ({ checks, layers }: Diagnosis): Verdicts =>
  new Map([...layers, ...checks].map(({ id, verdict }) => [id, verdict]));

/** The first sentence of a playbook that holds. */
export function conclusionOf(conclude: readonly Conclusion[], verdicts: Verdicts, values: Values): string | undefined {
  const first = conclude.find(({ when = {} }) => holds(when, verdicts));
  return first && fillText(first.say, values);
}
