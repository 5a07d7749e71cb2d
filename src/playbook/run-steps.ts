import { type Known, known, unknown } from '../facts/known.ts';
import type { Host } from '../host/host.ts';
import type { Topology } from '../topology/index.ts';
import type { StepRun } from '../topology/step-runs.ts';
import { hostSubject, type Subject } from '../topology/subject.ts';
import type { Verdicts } from './condition.ts';
import { placesOf } from './places.ts';
import { isValueName, verdictNamesOf } from './steps/common.ts';
import { type CustomStep, commandsOf, kindOf, sends } from './steps/index.ts';
import type { StepPlace, Task } from './steps/step-kind.ts';
import { fillWord, NoValue, type Values } from './template.ts';

export interface Running {
  readonly isInScope: (subject: Subject) => boolean;
  /** Steps that send are left out. */
  readonly isPassive: boolean;
  readonly vars: Values;
  /** What checks, layers and the steps so far came to. */
  readonly verdictsAfter: (runs: readonly StepRun[]) => Verdicts;
}

interface Planned {
  readonly run: Omit<StepRun, 'output'>;
  readonly task: Known<Task>;
}

/** Runs the steps of a playbook wherever they apply, in their order; commands that only read, all at once. */
export async function runSteps(
  host: Host,
  topology: Topology,
  steps: readonly CustomStep[],
  { isInScope, isPassive, vars, verdictsAfter }: Running,
): Promise<readonly StepRun[]> {
  const runs: StepRun[] = [];
  for (const together of batchesOf(steps.filter((step) => !isPassive || !sends(step)))) {
    if (together.some(isUnwanted(() => verdictsAfter(runs)))) continue;
    const planned = together.flatMap((step) => plan(step, topology, host.name, isInScope, vars));
    const tasks = planned.flatMap(({ task }) => (task.known ? [task.value] : []));
    const [first] = tasks;
    const outputs = first === undefined ? [] : await kindOf(first.step).perform(host, topology, tasks);
    const rest = outputs.values();
    for (const { run, task } of planned) {
      runs.push({
        ...run,
        output: task.known ? (rest.next().value ?? unknown('not run')) : unknown(task.reason),
      });
    }
  }
  return runs;
}

/** Whether what ran before came to something else than a step wants; it is judged only for those that ask. */
const isUnwanted =
  (verdicts: () => Verdicts) =>
  (step: CustomStep): boolean =>
    verdictNamesOf(step).some((name) => ![step.when?.[name]].flat().includes(verdicts().get(name)));

const onlyReads = (step: CustomStep): boolean => kindOf(step).mayRunBeside(step) && verdictNamesOf(step).length === 0;

/** Steps that may run side by side: neighbours of which each is a command that only reads, whatever came before; every other is alone. */
function batchesOf(steps: readonly CustomStep[]): readonly (readonly CustomStep[])[] {
  const batches: CustomStep[][] = [];
  for (const step of steps) {
    const last = batches.at(-1);
    if (last !== undefined && onlyReads(step) && last.every(onlyReads)) last.push(step);
    else batches.push([step]);
  }
  return batches;
}

function plan(
  step: CustomStep,
  topology: Topology,
  hostName: string,
  isInScope: Running['isInScope'],
  vars: Values,
): readonly Planned[] {
  const [template = []] = commandsOf(step);
  const places = placesOf(step, topology, hostName);
  if (!places.known) {
    const run = { step: step.id, subject: hostSubject(hostName), values: vars, command: template, where: 'host' };
    return [{ run, task: unknown(places.reason) }];
  }
  return places.value.flatMap((place): readonly Planned[] => {
    if (!isInScope(place.subject) || !isWanted(step, place)) return [];
    const values = { ...vars, ...place.values };
    const task = taskAt(step, template, place, values);
    const command = task.known ? task.value.command.argv : template;
    const run = { step: step.id, subject: place.subject, values, command, where: place.namespace ?? 'host' };
    return [{ run, task }];
  });
}

const isWanted = ({ when = {} }: CustomStep, { values }: StepPlace): boolean =>
  Object.entries(when).every(([name, wanted]) => !isValueName(name) || [wanted].flat().includes(values[name] ?? ''));

/** A step at a place, or why it can't be run there. */
function taskAt(step: CustomStep, template: readonly string[], place: StepPlace, values: Values): Known<Task> {
  const kind = kindOf(step);
  try {
    const own = kind.valuesAt(step, place, values);
    const [tool = '', ...words] = template.map((word) => fillWord(word, { ...values, ...own }));
    const timeoutMs = kind.timeoutSeconds(step) * 1000;
    return known({ step, place, values, command: { argv: [tool, ...words], timeoutMs } });
  } catch (error) {
    if (error instanceof NoValue) return unknown(error.message);
    throw error;
  }
}
