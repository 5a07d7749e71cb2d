import { type Check, CouldNotTell, defineCheck, type Fault, type Fix, required } from '../engine/check.ts';
import type { Layer } from '../engine/layers.ts';
import type { StepRun } from '../topology/step-runs.ts';
import { missed, refuseGarbled } from './expectation.ts';
import { overOf } from './places.ts';
import type { CustomStep } from './steps/index.ts';
import { fillText, fillWord, NoValue, type Values } from './template.ts';

/** Where the findings of a step count, if it does not say so itself. */
const ownLayers: Readonly<Record<ReturnType<typeof overOf>, Layer>> = {
  host: 'platform',
  routers: 'router',
  'dhcp-servers': 'dhcp',
  networks: 'vlan',
  'vm-ports': 'tap',
};

/** The layer that a step counts to. */
export const layerOf = (step: CustomStep): Layer => step.layer ?? ownLayers[overOf(step)];

/** A step of one's own, as a check over what it found. */
export const checkOf = (step: CustomStep, explainedBy: readonly string[]): Check<'stepRuns'> =>
  defineCheck({
    id: step.id,
    layer: layerOf(step),
    title: step.title,
    why: step.why,
    symptom: step.title,
    remedy: step.fix?.summary ?? 'The playbook has no fix.',
    limits: 'It checks what the playbook says.',
    sources: [],
    severity: step.severity,
    each: 'stepRuns',
    explainedBy,
    applies: (run) => run.step === step.id,
    judge: (run) => judge(step, run),
  });

function judge(step: CustomStep, run: StepRun): Fault | undefined {
  const output = required(run.output);
  refuseGarbled(output.text);
  const isAnswer = output.answered !== undefined || output.exitCode === 0;
  if (!isAnswer && !step.expect.some(({ exit }) => exit !== undefined)) {
    throw new CouldNotTell(`\`${run.command.join(' ')}\` failed with exit code ${output.exitCode}`);
  }
  for (const expectation of step.expect) {
    const found = missed(expectation, output, run.values);
    if (found === undefined) continue;
    const values = { ...run.values, found: found.slice(0, 200) };
    return {
      summary: fillText(expectation.message, values),
      evidence: [
        {
          command: run.command,
          where: run.where,
          output: output.text.trim().slice(0, 20_000),
          ...(output.exitCode === 0 ? {} : { exitCode: output.exitCode }),
          isSeen: true,
        },
      ],
      fix: step.fix === undefined ? null : fixOf(step.fix, run.values),
    };
  }
  return undefined;
}

function fixOf(fix: NonNullable<CustomStep['fix']>, values: Values): Fix | null {
  try {
    const argvs = (commands: readonly (readonly string[])[]) =>
      commands.map((command) => command.map((word) => fillWord(word, values)));
    return {
      summary: fillText(fix.summary, values),
      risk: fix.risk,
      commands: argvs(fix.commands),
      undo: argvs(fix.undo),
      permanent: fillText(fix.permanent, values),
    };
  } catch (error) {
    if (error instanceof NoValue) return null;
    throw error;
  }
}
