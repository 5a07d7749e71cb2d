import { readFileSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { checks as catalogue } from '../../checks/index.ts';
import { UserError } from '../errors.ts';
import { loadPlaybook } from '../playbook/playbook.ts';
import { differenceOf, type Moment, renderDifference } from '../report/diff.ts';
import { mapPortsOf } from '../report/map.ts';
import { reportSchema } from '../report/report.ts';
import { examine, openHost } from './diagnose.ts';

/** `qdoctor diff OLD NEW`: what lies between two reports or two recordings. */
export function addDiffCommand(program: Command, interrupt: AbortSignal): void {
  program
    .command('diff')
    .description('what broke, what healed and what changed between two reports or recordings')
    .argument('<OLD>', 'a JSON report, or a recording')
    .argument('<NEW>', 'the same of a later time')
    .action(async (old: string, now: string) => {
      const difference = differenceOf(await momentOf(old, interrupt), await momentOf(now, interrupt));
      process.stdout.write(renderDifference(difference));
      process.exitCode = difference.broke.some(({ severity }) => severity === 'error') ? 1 : 0;
    });
}

async function momentOf(path: string, interrupt: AbortSignal): Promise<Moment> {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  if (isFile && path.endsWith('.json')) return { report: readReport(path), ports: undefined };
  const host = await openHost({ from: path, timeoutSeconds: 120 }, interrupt);
  const look = { networks: [], routers: [], ports: [], passive: false, waitSeconds: 0, failOn: 'error' } as const;
  const { report, topology } = await examine(host, loadPlaybook('full', catalogue), look, { say: () => undefined });
  return { report, ports: mapPortsOf(topology) };
}

function readReport(file: string) {
  try {
    return reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new UserError(`${file} is no report of qdoctor.report/1.`, { cause, hint: 'Make one: --format json=FILE' });
  }
}
