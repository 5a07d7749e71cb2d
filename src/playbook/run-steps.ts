import { type Known, known, unknown } from '../facts/known.ts';
import { failureOf } from '../facts/result.ts';
import { type Command, type CommandResult, type Host, runOne } from '../host/host.ts';
import type { Argv } from '../host/process.ts';
import type { Output, StepRun } from '../topology/step-runs.ts';
import { hostSubject, type Subject } from '../topology/subject.ts';
import type { Topology } from '../topology/types.ts';
import { placesOf, type StepPlace } from './places.ts';
import type { CommandStep } from './schema.ts';
import { fillWord, NoValue, type Values } from './template.ts';

export interface Running {
  readonly isAsked: (subject: Subject) => boolean;
  /** Steps that send are left out. */
  readonly isPassive: boolean;
  readonly vars: Values;
}

interface Planned extends Omit<StepRun, 'output'> {
  readonly argv: Known<Command>;
}

/** Runs the command steps of a playbook wherever they apply: what only reads at once, what sends one after the other. */
export async function runSteps(
  host: Host,
  topology: Topology,
  steps: readonly CommandStep[],
  { isAsked, isPassive, vars }: Running,
): Promise<readonly StepRun[]> {
  const planOf = (some: readonly CommandStep[]) =>
    some.flatMap((step) => plan(step, topology, host.name, isAsked, vars));
  const reading = planOf(steps.filter(({ reads }) => reads));
  const answers = await host.run(reading.flatMap(({ argv }) => (argv.known ? [argv.value] : [])));
  const rest = answers.values();
  const runs = reading.map((one) => finished(one, (command) => outputOf(command, rest.next().value)));
  for (const one of isPassive ? [] : planOf(steps.filter(({ reads }) => !reads))) {
    const result = one.argv.known ? await runOne(host, one.argv.value) : undefined;
    runs.push(finished(one, (command) => outputOf(command, result)));
  }
  return runs;
}

function plan(
  step: CommandStep,
  topology: Topology,
  hostName: string,
  isAsked: Running['isAsked'],
  vars: Values,
): readonly Planned[] {
  const places = placesOf(step, topology, hostName);
  const common = { step: step.id, command: step.command };
  if (!places.known) {
    return [{ ...common, subject: hostSubject(hostName), values: vars, where: 'host', argv: places }];
  }
  return places.value.flatMap((place): readonly Planned[] => {
    if (!isAsked(place.subject) || !isWanted(step, place)) return [];
    const values = { ...vars, ...place.values };
    const argv = commandAt(step, place, values);
    const command = argv.known ? argv.value.argv : step.command;
    return [{ ...common, subject: place.subject, values, command, where: place.namespace ?? 'host', argv }];
  });
}

const isWanted = ({ when = {} }: CommandStep, { values }: StepPlace): boolean =>
  Object.entries(when).every(([name, wanted]) => [wanted].flat().includes(values[name] ?? ''));

function commandAt({ command, seconds }: CommandStep, { namespace }: StepPlace, values: Values): Known<Command> {
  try {
    const [tool = '', ...words] = command.map((word) => fillWord(word, values));
    const argv: Argv = namespace === undefined ? [tool, ...words] : ['ip', 'netns', 'exec', namespace, tool, ...words];
    return known({ argv, timeoutMs: seconds * 1000 });
  } catch (error) {
    if (error instanceof NoValue) return unknown(error.message);
    throw error;
  }
}

const finished = ({ argv, ...run }: Planned, read: (command: Command) => Known<Output>): StepRun => ({
  ...run,
  output: argv.known ? read(argv.value) : argv,
});

const longestOutput = 1024 * 1024;

/** Any exit code is an answer, but for those by which `ip netns exec` and the shell say that nothing was run. */
function outputOf(command: Command, result: CommandResult = { kind: 'aborted' }): Known<Output> {
  if (result.kind !== 'exited') return unknown(failureOf(command, result) ?? 'it was not run');
  const { exitCode, stdout, stderr } = result;
  const isNotRun = /^(?:exec of .* failed|Cannot open network namespace|setting the network namespace)/m.test(stderr);
  if (exitCode !== 0 && (isNotRun || exitCode > 125)) {
    return unknown(failureOf(command, result) ?? `it ended with exit code ${exitCode}`);
  }
  if (stdout.length > longestOutput) return unknown(`\`${command.argv.join(' ')}\` printed more than 1 MiB`);
  return known({ exitCode, text: stdout });
}
