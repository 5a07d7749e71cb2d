import { type Check, defineCheck, type Fault, required } from '../../src/engine/check.ts';
import { type Diagnosis, diagnose } from '../../src/engine/diagnose.ts';
import { everything } from '../../src/engine/scope.ts';
import type { Subject } from '../../src/topology/subject.ts';
import { healthyHost, topologyOf } from '../support/recorded-host.ts';

/* Checks that find what they are told to, on the networks and routers of the recorded lab. */

export const topology = await topologyOf(healthyHost('folsom'));
/** The two networks of the recording. */
export const [one, other] = networksOfBoth();

function networksOfBoth(): readonly [Subject, Subject] {
  const [first, second] = required(topology.networks).map(({ subject }) => subject);
  if (first === undefined || second === undefined) throw new Error('the recording has two networks');
  return [first, second];
}

export const routersOfOne = required(topology.routers)
  .map(({ subject }) => subject)
  .filter(({ networks }) => networks.includes(one.id));

export const fault = (subject: Subject, more: Partial<Fault> = {}): Fault => ({
  summary: `${subject.name} is broken.`,
  evidence: [],
  fix: null,
  ...more,
});

const base = {
  layer: 'tap',
  title: 'Something is broken',
  why: 'It hurts.',
  symptom: 'Somebody cries.',
  remedy: 'Mend it.',
  limits: 'Whoever feels nothing is not asked.',
  sources: [],
  severity: 'error',
  explainedBy: [],
} as const;

/** A check that finds a fault in each of the broken subjects. */
export const networkCheck = (id: string, broken: readonly Subject[], more: Partial<Check<'networks'>> = {}): Check =>
  defineCheck({
    ...base,
    id,
    each: 'networks',
    judge: ({ subject }) => (broken.includes(subject) ? fault(subject) : undefined),
    ...more,
  });

export const routerCheck = (id: string, broken: readonly Subject[], more: Partial<Check<'routers'>> = {}): Check =>
  defineCheck({
    ...base,
    id,
    each: 'routers',
    judge: ({ subject }) => (broken.includes(subject) ? fault(subject) : undefined),
    ...more,
  });

export const hostCheck = (id: string, more: Partial<Check<'daemons'>> = {}): Check =>
  defineCheck({ ...base, id, each: 'daemons', judge: ({ subject }) => fault(subject), ...more });

export const run = (...checks: readonly Check[]): Diagnosis => diagnose(topology, checks, everything, () => 0);
