import type * as z from 'zod';
import type { Known } from '../../facts/known.ts';
import type { Command, Host } from '../../host/host.ts';
import type { Topology } from '../../topology/index.ts';
import type { Router } from '../../topology/routers.ts';
import type { Output } from '../../topology/step-runs.ts';
import type { Subject } from '../../topology/subject.ts';
import type { Values } from '../template.ts';
import type { ValidationIssue } from '../validation-issue.ts';
import type { CommonStep, Expectation } from './common.ts';

export type Words = readonly string[];

/** One thing that a step runs for. */
export interface StepPlace {
  readonly subject: Subject;
  /** Undefined: the host itself. */
  readonly namespace: string | undefined;
  readonly values: Values;
  readonly router?: Router;
}

/** A step at one of its places. */
export interface Task<Step = CommonStep> {
  readonly step: Step;
  readonly place: StepPlace;
  /** All that its templates may use. */
  readonly values: Values;
  /** The first of its commands, its templates filled in. */
  readonly command: Command;
}

/** A word of a step that may hold templates, and where it stands. */
export interface Template {
  readonly word: string;
  readonly path: readonly PropertyKey[];
}

/** What an expectation can be about, the whole output aside. */
export type ExpectedPart = Extract<
  keyof Expectation,
  'exit' | 'lines' | 'number' | 'json' | 'contains' | 'matches' | 'packets' | 'answered'
>;

/** What the docs tell of a kind of step. */
export interface StepDoc {
  /** As it is written in a playbook. */
  readonly form: string;
  readonly does: string;
  /** What expectations are judged on. */
  readonly tells: string;
}

/** Where a step runs that needs no `in`: once for each of these. */
export type OwnPlace = 'dhcp' | 'router';

/** A kind of custom step: a new one is a file with such an object, and its line in index.ts. */
export interface StepKind<Step extends CommonStep = CommonStep> {
  /** The key that holds it in a step, and what messages call it. */
  readonly name: string;
  readonly schema: z.ZodType<Step>;
  readonly docs: readonly StepDoc[];
  readonly expects: readonly ExpectedPart[];
  /** Whether it puts packets on the wire. */
  sends(step: Step): boolean;
  /** Whether it only reads, so that it may run at the same time as its neighbours. */
  mayRunBeside(step: Step): boolean;
  ownPlace(step: Step): OwnPlace | undefined;
  /** Its commands with their templates, as `playbook show` lists them: the first is run in `namespace`. */
  commands(step: Step, namespace: string | undefined): readonly Words[];
  templates(step: Step): readonly Template[];
  /** What is wrong with it that its schema can't tell; paths start at the step. */
  mistakes(step: Step): readonly ValidationIssue[];
  /** Values for its templates that the place alone does not tell. */
  valuesAt(step: Step, place: StepPlace, values: Values): Values;
  timeoutSeconds(step: Step): number;
  /** Does what it says, at all its places side by side. */
  perform(host: Host, topology: Topology, tasks: readonly Task<Step>[]): Promise<readonly Known<Output>[]>;
}
