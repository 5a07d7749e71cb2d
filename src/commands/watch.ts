import { setTimeout as sleep } from 'node:timers/promises';
import { type DiagnoseOptions, diagnoseHosts, openPlaybook } from '../app/diagnose.ts';
import { writeReport } from '../app/write-report.ts';
import { UserError } from '../errors.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { usualWidth } from '../report/formats/format.ts';
import { mapOf } from '../report/map/map.ts';
import type { Report } from '../report/report.ts';
import { Watch } from '../report/watch.ts';
import { withProgress } from './progress.ts';
import { renderReports, type ShowOptions, sayExpired } from './show-diagnosis.ts';

/** `--watch`: diagnoses again and again until it is interrupted; prints what changed, and replaces files in each run. */
export async function watchDiagnosis(
  options: DiagnoseOptions,
  show: ShowOptions,
  seconds: number,
  interrupt: AbortSignal,
): Promise<130> {
  const refused = show.outputs.find(({ format, file }) => file === undefined && format.name !== 'text');
  if (refused !== undefined) {
    const { name } = refused.format;
    throw new UserError(`--watch prints what changed, which is no ${name}.`, { hint: `Use --format ${name}=FILE` });
  }
  const playbook = await openPlaybook(options);
  sayExpired(playbook);
  const ending = new AbortController();
  const end = () => ending.abort();
  interrupt.addEventListener('abort', end);
  // Nobody reads what changes any more.
  process.stdout.once('error', end);
  const watch = new Watch();
  for (let isFirst = true; !ending.signal.aborted; isFirst = false) {
    print(await runOnce(watch, playbook, options, show, isFirst, ending.signal));
    await sleep(seconds * 1000, undefined, { signal: ending.signal }).catch(() => undefined);
  }
  return 130;
}

/** One run; its lines. Only the first may fail: later the host may come back. */
async function runOnce(
  watch: Watch,
  playbook: Playbook,
  options: DiagnoseOptions,
  show: ShowOptions,
  isFirst: boolean,
  ending: AbortSignal,
): Promise<readonly string[]> {
  // A run leaves its listeners and timers at a signal of its own, and they go with it.
  const run = new AbortController();
  const end = () => run.abort();
  ending.addEventListener('abort', end);
  try {
    const [host] = await withProgress(show.isQuiet, (progress) =>
      diagnoseHosts(playbook, options, run.signal, progress),
    );
    if (host === undefined || ending.aborted) return [];
    const { report, topology } = host;
    await writeFiles(show, playbook, report, () => mapOf(report.host.name, topology, topology.switchDatabase));
    return watch.next(report);
  } catch (error) {
    if (ending.aborted) return [];
    if (isFirst || !(error instanceof UserError)) throw error;
    return watch.failed(new Date().toISOString(), error.message);
  } finally {
    ending.removeEventListener('abort', end);
    run.abort();
  }
}

async function writeFiles(
  { outputs, isVerbose }: ShowOptions,
  { checks }: Playbook,
  report: Report,
  map: () => ReturnType<typeof mapOf>,
): Promise<void> {
  const context = { hasColor: false, isVerbose, checks, width: usualWidth, mapOf: map };
  for (const { format, file } of outputs)
    if (file !== undefined) await writeReport(file, renderReports(format, [report], context));
}

const print = (lines: readonly string[]): void => void process.stdout.write(lines.map((line) => `${line}\n`).join(''));
