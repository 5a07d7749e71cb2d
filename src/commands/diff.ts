import { readFileSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { checks as catalogue } from '../../checks/index.ts';
import { UserError } from '../errors.ts';
import { loadPlaybook, type Playbook } from '../playbook/playbook.ts';
import { refuseOpenValues } from '../playbook/question.ts';
import { differenceOf, type Moment, renderDifference } from '../report/diff.ts';
import { mapPortsOf } from '../report/map.ts';
import { reportSchema } from '../report/report.ts';
import { examine, openHost } from './diagnose.ts';
import { gather } from './gather.ts';

interface DiffOptions {
  readonly playbook?: string;
  readonly set?: readonly string[];
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
    .action(async (old: string, now: string, own: DiffOptions) => {
      // Commander gives an option of the same name to whichever of the two commands sees it first.
      const { playbook: name = 'full', set } = { ...program.opts<DiffOptions>(), ...own };
      const playbook = loadPlaybook(name, catalogue, set);
      refuseOpenValues(playbook.ask, playbook.vars);
      const difference = differenceOf(
        await momentOf(old, playbook, interrupt),
        await momentOf(now, playbook, interrupt),
      );
      process.stdout.write(renderDifference(difference));
      process.exitCode = difference.broke.some(({ severity }) => severity === 'error') ? 1 : 0;
    });
}

async function momentOf(path: string, playbook: Playbook, interrupt: AbortSignal): Promise<Moment> {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  if (isFile && path.endsWith('.json')) return { report: readReport(path), ports: undefined };
  const host = await openHost({ from: path, timeoutSeconds: 120 }, interrupt);
  const look = { networks: [], routers: [], ports: [], passive: false, waitSeconds: 0, failOn: 'error' } as const;
  const { report, topology } = await examine(host, playbook, look, { say: () => undefined });
  return { report, ports: mapPortsOf(topology) };
}

function readReport(file: string) {
  try {
    return reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new UserError(`${file} is no report of qdoctor.report/1.`, { cause, hint: 'Make one: --format json=FILE' });
  }
}
