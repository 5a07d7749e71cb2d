import { commandLine } from '../command-line.ts';
import { element, escaped } from '../markup.ts';
import type { Report } from '../report.ts';
import type { ReportFormat } from './format.ts';

type Finding = Report['findings'][number];
type Outcome = Report['checks'][number];

/**
 * For CI servers, as Jenkins' junit-10.xsd has it: a suite for each layer, a case for each check. Root causes are its
 * failures; a check that could not tell is skipped, with the reason.
 */
export const junit: ReportFormat = {
  name: 'junit',
  isForTerminal: true,
  fileName: 'qdoctor.xml',
  render: (report) => document([report]),
  renderSeveral: document,
};

function document(reports: readonly Report[]): string {
  const suites = reports.flatMap((report) => report.layers.flatMap(({ id }) => suiteOf(report, id) ?? []));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'qdoctor' }, suites)}\n`;
}

function suiteOf({ host, started, checks, findings }: Report, layer: string): string | undefined {
  const own = checks.filter((check) => check.layer === layer);
  if (own.length === 0) return undefined;
  const roots = findings.filter(({ cause }) => cause === 'root');
  const failures = (check: string) =>
    roots.filter((finding) => finding.check === check && finding.severity === 'error');
  const failed = own.filter(({ id }) => failures(id).length > 0);
  const skipped = own.filter((outcome) => !failed.includes(outcome) && isSkipped(outcome));
  const counts = { tests: own.length, failures: failed.length, errors: 0, skipped: skipped.length };
  const time = secondsOf(own.reduce((sum, { ms }) => sum + ms, 0));
  return element(
    'testsuite',
    { name: `${host.name}.${layer}`, hostname: host.name, timestamp: started.slice(0, 19), ...counts, time },
    own.map((outcome) => caseOf(outcome, failures(outcome.id))),
  );
}

const isSkipped = ({ verdict }: Outcome): boolean => verdict === 'skipped' || verdict === 'unknown';

const secondsOf = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

function caseOf(outcome: Outcome, roots: readonly Finding[]): string {
  const { id, layer, ms, reason } = outcome;
  const failures = roots.map((finding) =>
    element('failure', { type: id, message: finding.summary }, [escaped(textOf(finding))]),
  );
  const skipped = failures.length === 0 && isSkipped(outcome) ? [element('skipped', { message: reason ?? '' })] : [];
  return element('testcase', { classname: layer, name: id, time: secondsOf(ms) }, [...failures, ...skipped]);
}

const textOf = ({ summary, evidence, fix }: Finding): string =>
  [
    summary,
    ...evidence.map(({ command, output }) => `$ ${commandLine(command)}\n${output}`),
    ...(fix === null ? [] : [`Fix: ${fix.summary}`, ...fix.commands.map(commandLine)]),
  ].join('\n');
