import * as z from 'zod';
import { type Known, unknown } from '../facts/known.ts';
import { changesSchema, jobChanges, portChanges } from './changes.ts';
import { explanationsOf } from './explanations.ts';
import type { Job } from './jobs.ts';
import type { MapPort } from './map.ts';
import { findingSchema, type Report, reportSchema } from './report.ts';

/** A host at one time. */
export interface Moment {
  readonly report: Report;
  readonly ports: Known<readonly MapPort[]>;
  readonly jobs: Known<readonly Job[]>;
}

/** What a report alone knows of a host. */
export function momentOfReport(report: Report): Moment {
  const missing = unknown('a report does not tell it, recordings do');
  return { report, ports: missing, jobs: missing };
}

const findingsSchema = z.array(findingSchema).readonly();

/** What lies between two moments of a host. */
export const differenceSchema = z.strictObject({
  format: z.literal('qdoctor.diff/1'),
  old: reportSchema.shape.host,
  new: reportSchema.shape.host,
  broke: findingsSchema,
  healed: findingsSchema,
  untold: z.array(z.string()).readonly().describe('Checks that found something before, and now could not judge it'),
  changes: changesSchema,
  explanations: z
    .array(z.strictObject({ finding: z.string(), changes: z.array(z.string()).readonly() }))
    .readonly()
    .describe('For what broke: the changes that may explain it, the likeliest first'),
  unknown: z.array(z.string()).readonly().describe('What was not compared, and why'),
});

export type Difference = z.infer<typeof differenceSchema>;
type Finding = Difference['broke'][number];

export function differenceOf(old: Moment, now: Moment): Difference {
  const [before, after] = [keysOf(old.report), keysOf(now.report)];
  const judgedNow = judgedBy(now.report);
  const gone = old.report.findings.filter((finding) => !after.has(keyOf(finding)));
  const broke = now.report.findings.filter((finding) => !before.has(keyOf(finding)));
  const ports = compared('ports', old.ports, now.ports, portChanges);
  const jobs = compared('processes', old.jobs, now.jobs, (was, is) => jobChanges(now.report.host.name, was, is));
  const changes = [...ports.changes, ...jobs.changes].map((change, index) => ({ id: `C${index + 1}`, ...change }));
  return {
    format: 'qdoctor.diff/1',
    old: old.report.host,
    new: now.report.host,
    broke,
    healed: gone.filter(({ check }) => judgedNow.has(check)),
    untold: [...new Set(gone.filter(({ check }) => !judgedNow.has(check)).map(({ check }) => check))],
    changes,
    explanations: broke.flatMap((finding) => {
      const ids = explanationsOf(finding, changes).map(({ id }) => id);
      return ids.length === 0 ? [] : [{ finding: finding.id, changes: ids }];
    }),
    unknown: [...ports.unknown, ...jobs.unknown],
  };
}

const keyOf = ({ check, subject }: Finding): string => JSON.stringify([check, subject.kind, subject.id]);
const keysOf = ({ findings }: Report): ReadonlySet<string> => new Set(findings.map(keyOf));

/** What could not be judged did not heal. */
const judgedBy = ({ checks }: Report): ReadonlySet<string> =>
  new Set(checks.filter(({ verdict }) => verdict !== 'unknown').map(({ id }) => id));

/** What was not known at one of the times has neither come nor gone. */
function compared<T, C>(
  what: string,
  old: Known<readonly T[]>,
  now: Known<readonly T[]>,
  changesOf: (old: readonly T[], now: readonly T[]) => readonly C[],
): { readonly changes: readonly C[]; readonly unknown: readonly string[] } {
  if (old.known && now.known) return { changes: changesOf(old.value, now.value), unknown: [] };
  const reasons = [old, now].flatMap((fact) => (fact.known ? [] : [fact.reason]));
  return { changes: [], unknown: [...new Set(reasons)].map((reason) => `${what}: ${reason}`) };
}
