import { toJson } from '../json.ts';
import type { Reports } from '../report.ts';
import type { ReportFormat } from './format.ts';

/** For scripts: described by schemas/qdoctor.report-1.schema.json, of several hosts by qdoctor.reports-1.schema.json. */
export const json: ReportFormat = {
  name: 'json',
  isForTerminal: true,
  label: 'JSON',
  fileName: 'qdoctor.json',
  render: (report) => toJson(report),
  renderSeveral: (reports) => toJson({ format: 'qdoctor.reports/1', reports } satisfies Reports),
};
