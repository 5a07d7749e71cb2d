import { readFileSync, statSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { checks as catalogue } from '../../checks/index.ts';
import { UserError } from '../errors.ts';
import { loadPlaybook, type Playbook } from '../playbook/playbook.ts';
import { refuseOpenValues } from '../playbook/question.ts';
import { type Difference, differenceOf, type Moment, momentOfReport } from '../report/diff.ts';
import { renderDifference } from '../report/diff-text.ts';
import { jobsOf } from '../report/jobs.ts';
import { toJson } from '../report/json.ts';
import { partsOf } from '../report/parts.ts';
import { reportSchema } from '../report/report.ts';
import { examine } from './examine.ts';
import { gather } from './gather.ts';
import { wholeHost } from './look.ts';
import { openHost } from './open-host.ts';

const renderers: Readonly<Record<'text' | 'json', (difference: Difference) => string>> = {
  text: renderDifference,
  json: toJson,
};

interface DiffOptions {
  readonly playbook?: string;
  readonly set?: readonly string[];
  readonly format?: keyof typeof renderers;
}

/** `qdoctor diff OLD NEW`: what lies between two reports or two recordings. */
export function addDiffCommand(program: Command, interrupt: AbortSignal): void {
  program
    .command('diff')
    .description('what broke, what healed and what changed between two reports or recordings')
    .argument('<OLD>', 'a JSON report, or a recording')
    .argument('<NEW>', 'the same of a later time')
    .option('--playbook <PLAYBOOK>', 'what recordings are asked (default: full)')
    .option('--set <NAME=VALUE>', 'a variable of the playbook (repeatable)', gather)
    .addOption(new Option('--format <FORMAT>', 'how to tell it').choices(Object.keys(renderers)).default('text'))
    .action(async (old: string, now: string, own: DiffOptions) => {
      // Commander gives an option of the same name to whichever of the two commands sees it first.
      const { playbook: name = 'full', set } = { ...program.opts<Omit<DiffOptions, 'format'>>(), ...own };
      const playbook = loadPlaybook(name, catalogue, set);
      refuseOpenValues(playbook.ask, playbook.vars);
      const difference = differenceOf(
        await momentOf(old, playbook, interrupt),
        await momentOf(now, playbook, interrupt),
      );
      process.stdout.write(renderers[own.format ?? 'text'](difference));
      process.exitCode = difference.broke.some(({ severity }) => severity === 'error') ? 1 : 0;
    });
}

async function momentOf(path: string, playbook: Playbook, interrupt: AbortSignal): Promise<Moment> {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  if (isFile && path.endsWith('.json')) return momentOfReport(readReport(path));
  const timeoutSeconds = 120;
  const host = await openHost({ from: path, timeoutSeconds }, interrupt);
  const look = { ...wholeHost, passive: false, waitSeconds: 0, timeoutSeconds, failOn: 'error' } as const;
  const { report, topology, facts } = await examine(host, playbook, look, { say: () => undefined });
  return { report, parts: partsOf(facts, topology), jobs: jobsOf(facts) };
}

function readReport(file: string) {
  try {
    return reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new UserError(`${file} is no report of qdoctor.report/1.`, { cause, hint: 'Make one: --format json=FILE' });
  }
}
