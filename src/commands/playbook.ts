import type { Command } from 'commander';
import { toJSONSchema } from 'zod';
import { catalogueWith } from '../app/custom-checks.ts';
import type { Check } from '../engine/check.ts';
import { UserError } from '../errors.ts';
import { shownCommand, shownFacts } from '../facts/shown.ts';
import { findPlaybook, listPlaybooks } from '../playbook/find.ts';
import { overOf } from '../playbook/places.ts';
import { loadPlaybook, type Playbook, readPlaybook } from '../playbook/playbook.ts';
import { playbookSchema } from '../playbook/schema.ts';
import { starter } from '../playbook/starter.ts';
import { type CustomStep, commandsOf, sends } from '../playbook/steps/index.ts';
import type { Problem } from '../playbook/validation-issue.ts';
import { quoteWord } from '../report/command-line.ts';
import { printableLine } from '../report/printable.ts';
import { table } from '../report/table.ts';
import { factsFor } from '../topology/index.ts';
import { shownProbes } from '../traces/shown.ts';
import { type PagerOptions, showPage, withPager } from './pager.ts';

const say = (line: string): void => void process.stdout.write(`${printableLine(line)}\n`);

/** `qdoctor playbook …`: a site's own knowledge, validated before it runs. */
export function addPlaybookCommand(program: Command, interrupt: AbortSignal): void {
  const paths = () => program.opts<{ readonly checks?: readonly string[] }>().checks;
  const playbook = program.command('playbook').description('list, inspect, validate, test and create playbooks');
  playbook
    .command('list')
    .description('list the playbooks that can be run by name')
    .action(async () => {
      const catalogue = await catalogueWith(paths());
      for (const found of listPlaybooks()) say(lineOf(found, catalogue));
    });
  withPager(playbook.command('show'))
    .argument('<PLAYBOOK>', 'name or path')
    .description('show what a playbook would do: every check and every command')
    .action(async (name: string, own: PagerOptions) => {
      const lines = plan(loadPlaybook(name, await catalogueWith(paths())));
      await showPage(lines.map((line) => `${printableLine(line)}\n`).join(''), program, own);
    });
  playbook
    .command('lint')
    .argument('<PLAYBOOK...>', 'names or paths')
    .description('report every mistake in playbooks, with file, line and column')
    .action(async (names: readonly string[]) => {
      process.exitCode = await lint(names, await catalogueWith(paths()));
    });
  playbook
    .command('test')
    .argument('<PLAYBOOK...>', 'names or paths')
    .description('run the tests of playbooks in a private lab')
    .action(async (names: readonly string[]) => {
      process.exitCode = await test(names, paths() ?? [], interrupt);
    });
  playbook
    .command('schema')
    .description('print the JSON Schema of playbooks, for editors')
    .action(
      () => void process.stdout.write(`${JSON.stringify(toJSONSchema(playbookSchema, { io: 'input' }), null, 2)}\n`),
    );
  playbook
    .command('new')
    .description('print a starter playbook: qdoctor playbook new >playbooks/ours.yaml')
    .action(() => void process.stdout.write(starter));
}

/** A playbook that does not load is listed with its first mistake: who looks for it must see it. */
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
    '',
    'Reads (words in capitals are known only on the host):',
    ...shownFacts(factsFor(checks)).flatMap(({ about, commands }) => [`  ${about}`, ...commands.map(commandLine)]),
    ...probeLines(checks),
    ...(steps.length === 0 ? [] : ['', `Custom steps (${steps.length}):`, ...steps.flatMap(stepLines)]),
    ...Object.entries(vars).map(([variable, value]) => `  ${variable} = ${value}`),
    ...ask.map((asked) =>
      'for' in asked ? `Asks for one ${asked.for} (--${asked.for})` : `Asks: ${asked.question} (--set ${asked.set}=…)`,
    ),
    ...conclude.map(({ say: sentence }) => `May conclude: ${sentence}`),
    ...expired.map(({ message }) => message),
  ];
}

const commandLine = (line: string): string => `    ${line}`;

/** What its checks of the wire run. */
function probeLines(checks: readonly Check[]): readonly string[] {
  const judged = new Set(checks.flatMap(({ each, with: inputs = [] }) => [each, ...inputs]));
  const own = shownProbes.filter(({ sections }) => sections.some((name) => judged.has(name)));
  if (own.length === 0) return [];
  const lines = own.flatMap(({ about, commands }) => [
    `  ${about}`,
    ...commands.map((words) => commandLine(shownCommand(words))),
  ]);
  return ['', 'Captures and sends:', ...lines];
}

const places: Readonly<Record<ReturnType<typeof overOf>, string>> = {
  host: 'once',
  routers: 'for each router',
  'dhcp-servers': 'for each DHCP server',
  networks: 'for each network',
  'vm-ports': "for each VM's port",
};

/** A step with its commands as they are run, with their templates. */
function stepLines(step: CustomStep): readonly string[] {
  const time = 'seconds' in step ? [`at most ${step.seconds} s`] : [];
  const about = [places[overOf(step)], sends(step) ? 'sends packets' : 'read only', ...time].join(', ');
  const { commands = [], undo = [], risk = 'safe' } = step.fix ?? {};
  const spelled = (mark: string, all: readonly (readonly string[])[]) =>
    all.map((words) => `    ${mark}${words.map(spellWord).join(' ')}`);
  return [
    `  ${step.id} (${about}):`,
    ...spelled('', commandsOf(step)),
    ...spelled(`fix (${risk}, applied only after a yes): `, commands),
    ...spelled('rollback: ', undo),
  ];
}

/** A template is shown as it stands in the playbook: what takes its place is quoted when it is known. */
const spellWord = (word: string): string => (/^\{\{[\w.]+\}\}$/.test(word) ? word : quoteWord(word));

/** 0 where all tests pass. */
async function test(names: readonly string[], checks: readonly string[], interrupt: AbortSignal): Promise<0 | 1 | 130> {
  const { testPlaybooks, wordsOf } = await import('../app/test-playbooks.ts');
  const results = await testPlaybooks(names, checks, interrupt, (line) => void process.stderr.write(`${line}\n`));
  if (results === undefined) return 130;
  const rows = results.map(({ playbook, trial, isRight, roots, wrongConclusion }) => [
    isRight ? '✓' : '✗',
    playbook,
    trial.layout,
    trial.fault,
    wordsOf(trial)
      .filter((word) => !word.startsWith('--'))
      .join(' '),
    listed(trial.roots),
    [listed(roots), ...(wrongConclusion === undefined ? [] : [`says: ${wrongConclusion}`])].join('; '),
  ]);
  for (const line of table([['', 'PLAYBOOK', 'LAYOUT', 'FAULT', 'WITH', 'EXPECTED', 'FOUND'], ...rows])) say(line);
  const wrong = results.filter(({ isRight }) => !isRight).length;
  say('');
  say(wrong === 0 ? `All ${rows.length} tests passed.` : `${wrong} of ${rows.length} tests failed.`);
  return wrong === 0 ? 0 : 1;
}

const listed = (ids: readonly string[]): string => (ids.length === 0 ? 'nothing' : ids.join(', '));

/** 2 where there is any mistake, an expired suppression included. */
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
