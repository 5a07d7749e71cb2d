import type * as z from 'zod';
import type { Known } from '../../../facts/known.ts';
import type { Host } from '../../../host/host.ts';
import type { Topology } from '../../../topology/index.ts';
import type { Output } from '../../../topology/step-runs.ts';
import type { Values } from '../../template.ts';
import type { CommonStep } from '../common.ts';
import type { OwnPlace, StepDoc, StepPlace, Task, Words } from '../step-kind.ts';

/** Something that a step can send: a new one is a file with such an object, and its line in index.ts. */
export interface ProbeKind<Sent> {
  /** The word or the key that names it in a playbook. */
  readonly name: string;
  readonly schema: z.ZodType<Sent>;
  readonly doc: StepDoc;
  readonly ownPlace?: OwnPlace;
  /** Its commands with their templates, the first of them in `namespace` where it has no place of its own. */
  commands(sent: Sent, namespace: string | undefined): readonly Words[];
  /** Values for its templates that the place alone does not tell. */
  valuesAt(sent: Sent, place: StepPlace, values: Values): Values;
  perform(
    host: Host,
    topology: Topology,
    tasks: readonly Task<CommonStep & { readonly probe: Sent }>[],
  ): Promise<readonly Known<Output>[]>;
}
