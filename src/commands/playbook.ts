import type { Command } from 'commander';
import { toJSONSchema } from 'zod';
import type { Check } from '../engine/check.ts';
import { UserError } from '../errors.ts';
import { commandsOf } from '../playbook/commands-of.ts';
import { findPlaybook, listPlaybooks } from '../playbook/find.ts';
import { overOf } from '../playbook/places.ts';
import { loadPlaybook, type Playbook, readPlaybook } from '../playbook/playbook.ts';
import type { Problem } from '../playbook/problem.ts';
import { playbookSchema } from '../playbook/schema.ts';
import { starter } from '../playbook/starter.ts';
import { type OwnStep, sends } from '../playbook/step-schema.ts';
import { printableLine } from '../report/printable.ts';
import { catalogueWith } from './own-checks.ts';

const say = (line: string): void => void process.stdout.write(`${printableLine(line)}\n`);

/** `qdoctor playbook …`: a site's own knowledge, looked over before it runs. */
export function addPlaybookCommand(program: Command, interrupt: AbortSignal): void {
  const paths = () => program.opts<{ readonly checks?: readonly string[] }>().checks;
  const playbook = program.command('playbook').description('what is checked, and a site’s own additions to it');
  playbook
    .command('list')
    .description('the playbooks that can be named')
    .action(async () => {
      const catalogue = await catalogueWith(paths());
      for (const found of listPlaybooks()) say(lineOf(found, catalogue));
    });
  playbook
    .command('show')
    .argument('<PLAYBOOK>', 'by its name or its path')
    .description('what it would do: every check and every command')
    .action(async (name: string) => {
      for (const line of plan(loadPlaybook(name, await catalogueWith(paths())))) say(line);
    });
  playbook
    .command('lint')
    .argument('<FILE...>', 'playbooks by name or path')
    .description('every mistake in playbooks, with its place')
    .action(async (names: readonly string[]) => {
      process.exitCode = await lint(names, await catalogueWith(paths()));
    });
  playbook
    .command('test')
    .argument('<PLAYBOOK...>', 'playbooks by name or path')
    .description('try the rows of their tests in a private lab: 0 where each finds what it should')
    .action(async (names: readonly string[]) => {
      const { testPlaybooks } = await import('./playbook-test.ts');
      process.exitCode = await testPlaybooks(names, paths() ?? [], interrupt, say);
    });
  playbook
    .command('schema')
    .description('the JSON Schema of playbooks, for editors')
    .action(
      () => void process.stdout.write(`${JSON.stringify(toJSONSchema(playbookSchema, { io: 'input' }), null, 2)}\n`),
    );
  playbook
    .command('new')
    .description('a playbook to begin with: qdoctor playbook new >playbooks/ours.yaml')
    .action(() => void process.stdout.write(starter));
}

/** A playbook that does not load is listed with its first mistake: who looks for it has to know. */
function lineOf(found: ReturnType<typeof findPlaybook>, catalogue: readonly Check[]): string {
  const column = found.name.padEnd(24);
  try {
    const { playbook, problems } = readPlaybook(found, catalogue);
    return `${column} ${problems.length === 0 ? playbook.title : `has mistakes: qdoctor playbook lint ${found.file}`}`;
  } catch (error) {
    if (error instanceof UserError) return `${column} ${error.message}`;
    throw error;
  }
}

function plan({
  name,
  title,
  symptom,
  description,
  checks,
  steps,
  vars,
  ask,
  conclude,
  expired,
}: Playbook): readonly string[] {
  return [
    `${name}: ${title}`,
    ...(symptom === undefined ? [] : [`Symptom: ${symptom}`]),
    ...(description === undefined ? [] : [description]),
    '',
    `Checks (${checks.length}):`,
    ...checks.map(({ layer, id, severity }) => `  ${layer.padEnd(16)} ${id} (${severity})`),
    ...(steps.length === 0 ? [] : ['', `Steps of its own (${steps.length}):`, ...steps.flatMap(stepLines)]),
    ...Object.entries(vars).map(([variable, value]) => `  ${variable} = ${value}`),
    ...ask.map((asked) =>
      'for' in asked ? `Asks for one ${asked.for} (--${asked.for})` : `Asks: ${asked.question} (--set ${asked.set}=…)`,
    ),
    ...conclude.map(({ say: sentence }) => `May conclude: ${sentence}`),
    ...expired.map(({ message }) => message),
  ];
}

const places: Readonly<Record<ReturnType<typeof overOf>, string>> = {
  host: 'once',
  routers: 'for each router',
  'dhcp-servers': 'for each DHCP server',
  networks: 'for each network',
  'vm-ports': "for each VM's port",
};

/** A step with its commands as they are run, with their templates. */
function stepLines(step: OwnStep): readonly string[] {
  const time = 'seconds' in step ? [`at most ${step.seconds} s`] : [];
  const about = [places[overOf(step)], sends(step) ? 'sends' : 'only reads', ...time].join(', ');
  const { commands = [], undo = [], risk = 'safe' } = step.fix ?? {};
  const spelled = (mark: string, all: readonly (readonly string[])[]) =>
    all.map((words) => `    ${mark}${words.map(quoted).join(' ')}`);
  return [
    `  ${step.id} (${about}):`,
    ...spelled('', commandsOf(step)),
    ...spelled(`to heal it, once agreed to (${risk}): `, commands),
    ...spelled('to undo that: ', undo),
  ];
}

const quoted = (word: string): string => (/^[\w.:/@%+,={}-]+$/.test(word) ? word : JSON.stringify(word));

/** 2 where there is anything to mend, what has run out included. */
async function lint(names: readonly string[], catalogue: readonly Check[]): Promise<0 | 2> {
  const { faults } = await import('../lab/faults/index.ts');
  const problems = names.flatMap((name) => {
    const read = readPlaybook(findPlaybook(name), catalogue, [], faults);
    return [...read.problems, ...read.playbook.expired];
  });
  for (const problem of problems) say(spell(problem));
  if (problems.length === 0) say(`No mistakes in ${names.join(', ')}.`);
  return problems.length === 0 ? 0 : 2;
}

const spell = ({ place, message, hint }: Problem): string =>
  `${place.file}:${place.line}:${place.column}: ${message}${hint === undefined ? '' : ` ${hint}`}`;
