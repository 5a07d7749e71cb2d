import type { Check } from '../../engine/check.ts';
import type { NetworkMap } from '../map/map.ts';
import type { Report } from '../report.ts';

/** What every table of formats tells of one. */
export interface NamedFormat {
  /** As `--format` takes it. */
  readonly name: string;
  /** False: it is written to a file or a pipe only. */
  readonly isForTerminal: boolean;
}

/** What a renderer may use beside the report. */
export interface RenderContext {
  readonly hasColor: boolean;
  /** With the reason for every check that could not tell, and all evidence. */
  readonly isVerbose: boolean;
  readonly checks: readonly Pick<Check, 'id' | 'title' | 'why' | 'remedy'>[];
  /** Columns of the page. */
  readonly width: number;
  /** The address of the page that explains a check, where the page can hold links. */
  readonly linkOf?: (check: string) => string | undefined;
  /** How the host of a report is wired, where that is known. */
  readonly mapOf?: (report: Report) => NetworkMap | undefined;
}

export const narrowest = 60;
const widest = 200;

/** The columns of standard output: those of the terminal or of COLUMNS, within reason; 80 for a pipe. */
export function pageWidth(columns: number | undefined = process.stdout.columns): number {
  const wanted = columns ?? Number.parseInt(process.env['COLUMNS'] ?? '', 10);
  return Number.isNaN(wanted) || wanted <= 0 ? usualWidth : Math.min(widest, Math.max(narrowest, wanted));
}

/** Of a file. */
export const usualWidth = 80;

/** A format that a diagnosis is reported in. */
export interface ReportFormat extends NamedFormat {
  /** What the wizard calls it, after `Report as`; undefined: it is for programs, and the wizard does not offer it. */
  readonly label?: string;
  /** The name that a file in this format gets where none was given. */
  readonly fileName: string;
  render(report: Report, context: RenderContext): string;
  /** Of several hosts at once; without, their reports stand one after another. */
  renderSeveral?(reports: readonly Report[], context: RenderContext): string;
  /** Of the run, where this format alone goes to standard output and whoever reads it has codes of their own. */
  exitCodeOf?(reports: readonly Report[]): number;
}
