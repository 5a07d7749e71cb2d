import { type Known, known, unknown } from '../facts/known.ts';
import type { Host } from '../host/host.ts';
import { isInRange, rangeOf } from '../topology/addresses.ts';
import { askingLegs } from '../topology/reaches.ts';
import type { StepRun } from '../topology/step-runs.ts';
import { hostSubject, type Subject } from '../topology/subject.ts';
import type { Topology } from '../topology/types.ts';
import { commandsOf } from './commands-of.ts';
import type { Verdicts } from './condition.ts';
import { perform, type Task } from './perform.ts';
import { placesOf, type StepPlace } from './places.ts';
import { isArp, isValueName, type OwnStep, sends, verdictNamesOf } from './step-schema.ts';
import { fillWord, NoValue, type Values } from './template.ts';

export interface Running {
  readonly isAsked: (subject: Subject) => boolean;
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
  steps: readonly OwnStep[],
  { isAsked, isPassive, vars, verdictsAfter }: Running,
): Promise<readonly StepRun[]> {
  const runs: StepRun[] = [];
  for (const together of batchesOf(steps.filter((step) => !isPassive || !sends(step)))) {
    if (together.some(isUnwanted(() => verdictsAfter(runs)))) continue;
    const planned = together.flatMap((step) => plan(step, topology, host.name, isAsked, vars));
    const outputs = await perform(
      host,
      topology,
      planned.flatMap(({ task }) => (task.known ? [task.value] : [])),
    );
    const rest = outputs.values();
    for (const { run, task } of planned) {
      runs.push({ ...run, output: task.known ? (rest.next().value ?? unknown('it was not run')) : task });
    }
  }
  return runs;
}

/** Whether what ran before came to something else than a step wants; it is judged only for those that ask. */
const isUnwanted =
  (verdicts: () => Verdicts) =>
  (step: OwnStep): boolean =>
    verdictNamesOf(step).some((name) => ![step.when?.[name]].flat().includes(verdicts().get(name)));

const onlyReads = (step: OwnStep): boolean => 'command' in step && step.reads && verdictNamesOf(step).length === 0;

/** Steps that may run side by side: neighbours of which each is a command that only reads, whatever came before; every other is alone. */
function batchesOf(steps: readonly OwnStep[]): readonly (readonly OwnStep[])[] {
  const batches: OwnStep[][] = [];
  for (const step of steps) {
    const last = batches.at(-1);
    if (last !== undefined && onlyReads(step) && last.every(onlyReads)) last.push(step);
    else batches.push([step]);
  }
  return batches;
}

function plan(
  step: OwnStep,
  topology: Topology,
  hostName: string,
  isAsked: Running['isAsked'],
  vars: Values,
): readonly Planned[] {
  const [template = []] = commandsOf(step);
  const places = placesOf(step, topology, hostName);
  if (!places.known) {
    const run = { step: step.id, subject: hostSubject(hostName), values: vars, command: template, where: 'host' };
    return [{ run, task: places }];
  }
  return places.value.flatMap((place): readonly Planned[] => {
    if (!isAsked(place.subject) || !isWanted(step, place)) return [];
    const values = { ...vars, ...place.values };
    const task = taskAt(step, template, place, values);
    const command = task.known ? task.value.command.argv : template;
    const run = { step: step.id, subject: place.subject, values, command, where: place.namespace ?? 'host' };
    return [{ run, task }];
  });
}

const isWanted = ({ when = {} }: OwnStep, { values }: StepPlace): boolean =>
  Object.entries(when).every(([name, wanted]) => !isValueName(name) || [wanted].flat().includes(values[name] ?? ''));

const probeSeconds = 10;

/** A step at a place, or why it can't be run there. */
function taskAt(step: OwnStep, template: readonly string[], place: StepPlace, values: Values): Known<Task> {
  try {
    const asking = askingAt(step, place, values);
    const [tool = '', ...words] = template.map((word) =>
      fillWord(word, { ...values, 'router.device': asking?.leg.from.device }),
    );
    const timeoutMs = ('seconds' in step ? step.seconds : probeSeconds) * 1000;
    return known({ step, place, values, asking, command: { argv: [tool, ...words], timeoutMs } });
  } catch (error) {
    if (error instanceof NoValue) return unknown(error.message);
    throw error;
  }
}

/** The port by which a router asks for an address. */
function askingAt(step: OwnStep, { router }: StepPlace, values: Values): Task['asking'] {
  if (!('probe' in step) || !isArp(step.probe) || router === undefined) return undefined;
  const address = fillWord(step.probe.arp, values);
  const leg = askingLegs(router).find(({ own }) => isInRange(address, rangeOf(own)));
  if (leg === undefined)
    throw new NoValue(`no port of ${router.namespace} that can ask is in the subnet of ${address}`);
  return { leg, address };
}
