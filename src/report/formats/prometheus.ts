import { printableLine } from '../printable.ts';
import type { Report } from '../report.ts';
import type { ReportFormat } from './format.ts';

interface Metric {
  readonly name: string;
  readonly help: string;
  samples(report: Report): readonly Sample[];
}

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

const verdicts = ['healthy', 'degraded', 'incomplete', 'failing'] as const satisfies readonly Report['verdict'][];

const metrics: readonly Metric[] = [
  {
    name: 'qdoctor_verdict',
    help: 'Verdict of the last run: 1 for the one that holds.',
    samples: ({ verdict }) => verdicts.map((each) => ({ labels: { verdict: each }, value: Number(each === verdict) })),
  },
  {
    name: 'qdoctor_findings',
    help: 'Findings by layer and check.',
    samples: ({ findings }) => {
      const labels = findings.map(({ layer, check, severity, cause }) => ({ layer, check, severity, cause }));
      const each = new Map(labels.map((set) => [JSON.stringify(set), set]));
      return [...each].map(([key, set]) => ({
        labels: set,
        value: labels.filter((other) => JSON.stringify(other) === key).length,
      }));
    },
  },
  {
    name: 'qdoctor_checks',
    help: 'Checks by result.',
    samples: ({ checks }) =>
      ['pass', 'warn', 'fail', 'unknown', 'skipped'].map((verdict) => ({
        labels: { result: verdict },
        value: checks.filter((check) => check.verdict === verdict).length,
      })),
  },
  {
    name: 'qdoctor_journeys',
    help: 'Journeys of real packets by outcome.',
    samples: ({ traces = [] }) =>
      [...new Set(traces.map(({ outcome }) => outcome))].toSorted().map((outcome) => ({
        labels: { outcome },
        value: traces.filter((trace) => trace.outcome === outcome).length,
      })),
  },
  {
    name: 'qdoctor_run_duration_seconds',
    help: 'How long the last run took.',
    samples: ({ seconds }) => [{ value: seconds }],
  },
  {
    name: 'qdoctor_last_run_timestamp_seconds',
    help: 'When the last run began.',
    samples: ({ started }) => [{ value: Date.parse(started) / 1000 }],
  },
];

/** For node_exporter's textfile collector (Prometheus text format 0.0.4). */
export const prometheus: ReportFormat = {
  name: 'prometheus',
  isForTerminal: true,
  fileName: 'qdoctor.prom',
  render: (report) => expose([report]),
  renderSeveral: expose,
};

/** All samples of a metric stand together, whatever host they are of. */
function expose(reports: readonly Report[]): string {
  return metrics
    .flatMap(({ name, help, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} gauge`,
      ...reports.flatMap((report) =>
        samples(report).map(
          ({ labels, value }) => `${name}${labelsOf({ host: report.host.name, ...labels })} ${value}`,
        ),
      ),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

const labelsOf = (labels: Readonly<Record<string, string>>): string =>
  `{${Object.entries(labels)
    .map(([key, value]) => `${key}="${printableLine(value).replace(/[\\"]/g, '\\$&')}"`)
    .join(',')}}`;
