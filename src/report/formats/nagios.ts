import { counted } from '../../words.ts';
import { printableLine } from '../printable.ts';
import type { Report } from '../report.ts';
import { describeChecks } from '../summary.ts';
import type { ReportFormat } from './format.ts';

/** What a monitoring plugin says and exits with (Nagios Plugin API, "Plugin Return Codes"). */
const states = {
  healthy: { name: 'OK', code: 0 },
  degraded: { name: 'WARNING', code: 1 },
  failing: { name: 'CRITICAL', code: 2 },
  incomplete: { name: 'UNKNOWN', code: 3 },
} as const satisfies Record<Report['verdict'], { readonly name: string; readonly code: number }>;

/** Worst last: what is broken for certain is worse than what is not known. */
const byBadness = ['healthy', 'degraded', 'incomplete', 'failing'] as const satisfies readonly Report['verdict'][];

/** One line for Nagios, Icinga and their kin, with performance data, and exit codes of their own. */
export const nagios: ReportFormat = {
  name: 'nagios',
  isForTerminal: true,
  fileName: 'qdoctor.nagios',
  render: (report) => `${lineOf(report)}\n`,
  exitCodeOf: (reports) => {
    const worst = byBadness.findLast((verdict) => reports.some((report) => report.verdict === verdict));
    return states[worst ?? 'incomplete'].code;
  },
};

function lineOf(report: Report): string {
  const roots = report.findings.filter(({ cause }) => cause === 'root');
  const [first] = roots;
  const more = roots.length > 1 ? ` (and ${counted(roots.length - 1, 'more root cause')})` : '';
  const text = first === undefined ? describeChecks(report) : `${first.layer}: ${first.summary}${more}`;
  // `|` begins the performance data, wherever it stands.
  const said = printableLine(`${report.host.name}: ${text}`).replaceAll('|', '/');
  return `QDOCTOR ${states[report.verdict].name} - ${said} | ${performanceOf(report)}`;
}

/** 'label'=value[unit];[warn];[crit];[min];[max], parted by spaces. */
function performanceOf({ findings, checks, traces = [], seconds }: Report): string {
  const roots = (severity: string) =>
    findings.filter((finding) => finding.cause === 'root' && finding.severity === severity).length;
  return [
    `errors=${roots('error')};;0;0`,
    `warnings=${roots('warning')};0;;0`,
    `unknown=${checks.filter(({ verdict }) => verdict === 'unknown').length};;;0;${checks.length}`,
    `answered=${traces.filter(({ outcome }) => outcome === 'answered').length};;;0;${traces.length}`,
    `time=${seconds}s;;;0`,
  ].join(' ');
}
