import { writeFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import { loadPlaybook, type Playbook } from '../playbook/playbook.ts';
import { refuseOpen } from '../playbook/question.ts';
import type { OutputFormat, ReportFormat } from '../report/formats.ts';
import { renderJson } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { printableLine } from '../report/printable.ts';
import type { Progress } from '../report/progress.ts';
import type { Report } from '../report/report.ts';
import { renderText, type TextOptions } from '../report/text.ts';
import { type Examination, examine } from './examine.ts';
import type { Look } from './look.ts';
import { openHost, type Where, withHost } from './open-host.ts';
import { catalogueWith } from './own-checks.ts';

export interface DiagnoseOptions extends Look, Where {
  readonly playbook: string;
  /** NAME=VALUE for the playbook's variables. */
  readonly settings?: readonly string[] | undefined;
  /** Where a site's own check modules are. */
  readonly checks?: readonly string[] | undefined;
  readonly formats: readonly OutputFormat[];
  readonly hasColor: boolean;
  readonly isQuiet: boolean;
  readonly isVerbose: boolean;
  /** Undefined: the host is only looked at. */
  readonly fix?: { readonly isAgreed: boolean; readonly logFile: string | undefined } | undefined;
}

/** Runs a playbook on a host or a recording, writes the reports, and gives the exit code of the contract. */
export async function runDiagnosis(options: DiagnoseOptions, interrupt: AbortSignal): Promise<number> {
  const playbook = loadPlaybook(options.playbook, await catalogueWith(options.checks), options.settings);
  refuseOpen(playbook.ask, options, playbook.vars);
  for (const { message } of playbook.expired) process.stderr.write(`qdoctor: ${printableLine(message)}\n`);
  const { report, exitCode } = await withProgress(options, async (progress) => {
    const first = await withHost(options, interrupt, (host) => examine(host, playbook, options, progress));
    return options.fix === undefined ? first : fixed(first, playbook, options, interrupt, progress);
  });
  if (interrupt.aborted) return 130;
  for (const { format, file } of options.formats) {
    const text = rendered(report, format, playbook, {
      hasColor: options.hasColor && file === undefined,
      isVerbose: options.isVerbose,
    });
    if (file === undefined) process.stdout.write(text);
    else await writeReport(file, text);
  }
  return exitCode;
}

function rendered(
  report: Report,
  format: ReportFormat,
  { checks }: Playbook,
  look: Pick<TextOptions, 'hasColor' | 'isVerbose'>,
): string {
  switch (format) {
    case 'text':
      return renderText(report, { ...look, checks });
    case 'json':
      return renderJson(report);
    case 'markdown':
      return renderMarkdown(report, checks);
  }
}

/** What is found after the fixes that were agreed to, with what was done. */
async function fixed(
  first: Examination,
  playbook: Playbook,
  options: DiagnoseOptions,
  interrupt: AbortSignal,
  progress: Progress,
): Promise<Examination> {
  const [{ repairSafely, tellStanding }, { Journal }, { thisMachine }] = await Promise.all([
    import('./fix.ts'),
    import('../fix/journal.ts'),
    import('../fix/transaction.ts'),
  ]);
  const journal = new Journal(options.fix?.logFile);
  const { last, repairs } = await repairSafely(first, {
    machine: thisMachine(),
    journal,
    interrupt,
    isAgreed: options.fix?.isAgreed === true,
    lookAgain: async () => examine(await openHost(options, interrupt), playbook, options, progress),
    say: (what) => progress.say(what),
  });
  if (interrupt.aborted) process.stderr.write(tellStanding(journal));
  return { ...last, report: { ...last.report, repairs } };
}

/** Writes a report where the user wants it. */
export async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new UserError(`The report can't be written to ${file}.`, { cause, hint: (cause as Error).message });
  }
}

/** Progress is for a person at a terminal; a run without one does not even load it. */
export async function withProgress<T>(
  { isQuiet }: Pick<DiagnoseOptions, 'isQuiet'>,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  if (isQuiet || !process.stderr.isTTY) return work({ say: () => {} });
  const { showProgress } = await import('../report/progress.ts');
  return showProgress('Looking at the host', work);
}
