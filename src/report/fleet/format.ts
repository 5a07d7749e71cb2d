import type { NamedFormat, RenderContext } from '../formats/format.ts';
import type { FleetReport } from './report.ts';

/** A format that the diagnosis of several hosts is reported in. */
export interface FleetFormat extends NamedFormat {
  render(report: FleetReport, context: RenderContext): string;
}
