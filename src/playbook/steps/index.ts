import * as z from 'zod';
import { capture } from './capture.ts';
import { command } from './command.ts';
import { type CheckStep, type CommonStep, checkStep } from './common.ts';
import { probe } from './probe.ts';
import type { StepKind, Words } from './step-kind.ts';

/** What a step of a playbook can be beside the checks that qdoctor knows. */
export const stepKinds = [command, capture, probe] as const;

/** A step that qdoctor does not know by itself. */
export type CustomStep = z.infer<(typeof stepKinds)[number]['schema']>;

export const stepSchema = z.union([checkStep, ...stepKinds.map(({ schema }) => schema as z.ZodType<CustomStep>)]);

export const isCustomStep = (step: CheckStep | CustomStep): step is CustomStep => !('check' in step);

/** The kind of a step. */
export function kindOf(step: CommonStep): StepKind {
  const kind = stepKinds.find(({ name }) => name in step);
  if (kind === undefined) throw new Error(`no kind of step: ${Object.keys(step).join(', ')}`);
  return kind as StepKind;
}

/** Whether a step puts packets on the wire. */
export const sends = (step: CustomStep): boolean => kindOf(step).sends(step);

/** The commands of a step with their templates, as `show` lists them: what stands there is known only on a host. */
export const commandsOf = (step: CustomStep): readonly Words[] => kindOf(step).commands(step, namespaceOf(step));

function namespaceOf({ in: where }: CustomStep): string | undefined {
  if (typeof where === 'object') return where.namespace;
  return { host: undefined, router: '{{router.namespace}}', dhcp: '{{dhcp.namespace}}' }[where];
}
