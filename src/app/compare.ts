import { statSync } from 'node:fs';
import { checks as catalogue } from '../../checks/index.ts';
import { UserError } from '../errors.ts';
import { factIds, gatherFacts } from '../facts/index.ts';
import { reading, readWhole } from '../files.ts';
import { asRecorded, loadPlaybook, type Playbook } from '../playbook/playbook.ts';
import { refuseOpenValues } from '../playbook/question.ts';
import { type Difference, differenceOf, type Moment, momentOfReport } from '../report/diff/diff.ts';
import { jobsOf } from '../report/jobs.ts';
import { partsOf } from '../report/parts.ts';
import { silent } from '../report/progress.ts';
import { type Report, reportSchema } from '../report/report.ts';
import { buildTopology } from '../topology/build.ts';
import { examine } from './examine.ts';
import { openHost } from './open-host.ts';
import { wholeHost } from './run-options.ts';

/** What lies between two reports or recordings; `playbook` is what recordings are asked. */
export async function compare(
  old: string,
  now: string,
  playbookName: string,
  settings: readonly string[] | undefined,
  interrupt: AbortSignal,
): Promise<Difference> {
  const playbook = asRecorded(loadPlaybook(playbookName, catalogue, settings));
  refuseOpenValues(playbook.ask, playbook.vars);
  return differenceOf(await momentOf(old, playbook, interrupt), await momentOf(now, playbook, interrupt));
}

async function momentOf(path: string, playbook: Playbook, interrupt: AbortSignal): Promise<Moment> {
  const isFile = reading(path, () => statSync(path)).isFile();
  if (isFile && path.endsWith('.json')) return momentOfReport(readReport(path));
  const timeoutSeconds = 120;
  const host = await openHost({ from: path, timeoutSeconds }, interrupt);
  const run = { ...wholeHost, passive: false, waitSeconds: 0, timeoutSeconds, failOn: 'error' } as const;
  const { report } = await examine(host, playbook, run, silent);
  const facts = await gatherFacts(host, factIds);
  return { report, parts: partsOf(facts, buildTopology(facts, host.name)), jobs: jobsOf(facts) };
}

function readReport(file: string): Report {
  const text = readWhole(file).toString('utf8');
  try {
    return reportSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new UserError(`${file} is not a qdoctor.report/1 report.`, { cause, hint: 'Create one: --format json=FILE' });
  }
}
