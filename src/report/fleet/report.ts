import * as z from 'zod';
import { verdicts } from '../../engine/diagnose.ts';
import { findingSchema, reportSchema } from '../report.ts';

/*
 * The report on several hosts as one cloud. The JSON Schema in schemas/ is made from this very schema.
 */

const fleetFindingSchema = findingSchema.extend({
  host: z.string().describe('The host that it is on, and on which the commands of its fix are run'),
  hosts: z.array(z.string()).readonly().describe('All hosts that it is between'),
  inReport: z.string().nullable().describe("Its id in that host's own report; null for one between hosts"),
});

const fleetHostSchema = z.strictObject({
  name: z.string(),
  recording: z.string().nullable().describe('The file or folder that it was read from; null where there is none'),
  state: z
    .enum(['diagnosed', 'superseded', 'unreadable', 'missing'])
    .describe('`superseded`: another recording of this host is used; `missing`: no recording was made'),
  reason: z.string().nullable().describe('Why it was not diagnosed'),
  report: reportSchema.nullable().describe('As `qdoctor --ci --from` gives it for this host alone'),
});

export const fleetReportSchema = z.strictObject({
  format: z.literal('qdoctor.fleet/1'),
  version: z.string(),
  started: z.iso.datetime(),
  seconds: z.number(),
  verdict: z.enum(verdicts).describe('`incomplete`: nothing fails, but some checks or hosts could not be diagnosed'),
  layers: reportSchema.shape.layers.describe('Each as on the host where it is worst'),
  hosts: z.array(fleetHostSchema).min(1).readonly(),
  findings: z.array(fleetFindingSchema).readonly().describe('Those on all hosts and between them, root causes first'),
  checks: reportSchema.shape.checks.describe('What was asked across hosts'),
});

export type FleetReport = z.infer<typeof fleetReportSchema>;
export type FleetFinding = FleetReport['findings'][number];
export type FleetHost = FleetReport['hosts'][number];
