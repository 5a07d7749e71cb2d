import { toJson } from '../json.ts';
import type { ReportFormat } from './format.ts';

/** A line for each host: the JSON report without its line breaks, for streams. */
export const jsonl: ReportFormat = {
  name: 'jsonl',
  isForTerminal: true,
  fileName: 'qdoctor.jsonl',
  render: (report) => toJson(report, 0),
  renderSeveral: (reports) => reports.map((report) => toJson(report, 0)).join(''),
};
