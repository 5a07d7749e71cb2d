import type { DiagnoseOptions } from '../app/diagnose.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { pageWidth, type RenderContext, type ReportFormat, usualWidth } from '../report/formats/format.ts';
import { reportFormats } from '../report/formats/index.ts';
import { printableLine } from '../report/printable.ts';
import type { Report } from '../report/report.ts';
import { formatNamed, type Output } from './options.ts';
import { withProgress } from './progress.ts';

/** How a diagnosis is shown. */
export interface ShowOptions {
  readonly outputs: readonly Output<ReportFormat>[];
  /** A folder for a ticket. */
  readonly folder?: string | undefined;
  readonly hasColor: boolean;
  readonly isQuiet: boolean;
  readonly isVerbose: boolean;
}

/** Of the folder for a ticket. */
const ticketFormats = ['text', 'json', 'html'] as const satisfies readonly (typeof reportFormats)[number]['name'][];

/** Diagnoses, writes the reports, and gives the exit code of the contract. */
export async function showDiagnosis(
  options: DiagnoseOptions,
  { outputs, folder, hasColor, isQuiet, isVerbose }: ShowOptions,
  interrupt: AbortSignal,
): Promise<number> {
  // Loaded only now: calls for help, the version or another command need none of it.
  const [{ diagnoseHosts, openPlaybook, worstOf }, { mapOf }, { writeReport }] = await Promise.all([
    import('../app/diagnose.ts'),
    import('../report/map/map.ts'),
    import('../app/write-report.ts'),
  ]);
  const ticket = folder === undefined ? undefined : new (await import('../app/ticket.ts')).Ticket(folder);
  const playbook = await openPlaybook(options);
  sayExpired(playbook);
  const hosts = await withProgress(isQuiet, (progress) =>
    ticket === undefined
      ? diagnoseHosts(playbook, options, interrupt, progress)
      : ticket.diagnose(playbook, options, interrupt, progress),
  );
  for (const { interruption = '' } of hosts) process.stderr.write(interruption);
  for (const { fixLog } of hosts)
    if (fixLog !== undefined) process.stderr.write(`qdoctor: Fix log: ${printableLine(fixLog)}\n`);
  if (interrupt.aborted) return 130;
  const maps = new Map(
    hosts.map(({ report: { host }, topology }) => [
      host.name,
      () => mapOf(host.name, topology, topology.switchDatabase),
    ]),
  );
  const inFile: RenderContext = {
    hasColor: false,
    isVerbose,
    checks: playbook.checks,
    width: usualWidth,
    mapOf: ({ host }: Report) => maps.get(host.name)?.(),
  };
  const reports = hosts.map(({ report }) => report);
  for (const { format, file } of outputs) {
    if (file === undefined) {
      const links = hasColor ? await linksHere() : {};
      process.stdout.write(renderReports(format, reports, { ...inFile, ...links, hasColor, width: pageWidth() }));
    } else await writeReport(file, renderReports(format, reports, inFile));
  }
  if (ticket !== undefined) {
    const files = ticketFormats.map((name) => {
      const format = formatNamed(reportFormats, name);
      const render = (all: readonly Report[]) => renderReports(format, all, { ...inFile, isVerbose: true });
      return { name: format.fileName, render };
    });
    const names = new Intl.ListFormat('en-GB').format(await ticket.save(hosts, files, options));
    process.stderr.write(`qdoctor: Saved in ${printableLine(folder ?? '')}: ${names}\n`);
  }
  const onOutput = outputs.find(({ file }) => file === undefined);
  return onOutput?.format.exitCodeOf?.(reports) ?? worstOf(hosts);
}

/** Of a terminal that shows them. */
async function linksHere(): Promise<Pick<RenderContext, 'linkOf'>> {
  const { hasLinks, linkOf } = await import('./links.ts');
  return (await hasLinks()) ? { linkOf } : {};
}

export function sayExpired({ expired }: Playbook): void {
  for (const { message } of expired) process.stderr.write(`qdoctor: ${printableLine(message)}\n`);
}

/** One report as it is; those of several hosts one after another, or as the format has it. */
export function renderReports(format: ReportFormat, reports: readonly Report[], context: RenderContext): string {
  const [first, ...others] = reports;
  if (first !== undefined && others.length === 0) return format.render(first, context);
  return format.renderSeveral?.(reports, context) ?? reports.map((report) => format.render(report, context)).join('\n');
}
