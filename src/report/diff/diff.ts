import * as z from 'zod';
import { type Known, unknown } from '../../facts/known.ts';
import { changesSchema, jobChanges, partChanges, withoutRepeats } from '../changes.ts';
import { explanationsOf } from '../explanations.ts';
import type { Job } from '../jobs.ts';
import type { Parts } from '../parts.ts';
import { findingSchema, type Report, reportSchema } from '../report.ts';

/** A host at one time. */
export interface Moment {
  readonly report: Report;
  readonly parts: Parts;
  readonly jobs: Known<readonly Job[]>;
}

/** What a report alone knows of a host. */
export function momentOfReport(report: Report): Moment {
  const missing = unknown('needs recordings, not reports');
  return { report, parts: new Map([['ports', missing]]), jobs: missing };
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
  const [keysBefore, keysNow] = [keysOf(old.report), keysOf(now.report)];
  const judgedNow = judgedBy(now.report);
  const gone = old.report.findings.filter((finding) => !keysNow.has(keyOf(finding)));
  const broke = now.report.findings.filter((finding) => !keysBefore.has(keyOf(finding)));
  const parts = [...old.parts].flatMap(([what, before]) => {
    const after = now.parts.get(what);
    return after === undefined ? [] : [compared(what, before, after, partChanges)];
  });
  const jobs = compared('processes', old.jobs, now.jobs, (was, is) => jobChanges(now.report.host.name, was, is));
  const ofParts = withoutRepeats(parts.flatMap((part) => part.changes));
  // What was restarted has rather changed a port than the other way round.
  const changes = [...jobs.changes, ...ofParts].map((change, index) => ({ id: `C${index + 1}`, ...change }));
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
    unknown: reasonsOf([...parts, jobs]),
  };
}

export const keyOf = ({ check, subject }: Finding): string => JSON.stringify([check, subject.kind, subject.id]);
const keysOf = ({ findings }: Report): ReadonlySet<string> => new Set(findings.map(keyOf));

/** What could not be judged did not heal. */
const judgedBy = ({ checks }: Report): ReadonlySet<string> =>
  new Set(checks.filter(({ verdict }) => verdict !== 'unknown').map(({ id }) => id));

interface Compared<C> {
  readonly what: string;
  readonly changes: readonly C[];
  /** Why it could not be compared. */
  readonly reasons: readonly string[];
}

/** What was not known at one of the times has neither come nor gone. */
function compared<T, C>(
  what: string,
  old: Known<T>,
  now: Known<T>,
  changesOf: (old: T, now: T) => readonly C[],
): Compared<C> {
  if (old.known && now.known) return { what, changes: changesOf(old.value, now.value), reasons: [] };
  const reasons = [old, now].flatMap((fact) => (fact.known ? [] : [fact.reason]));
  return { what, changes: [], reasons: [...new Set(reasons)] };
}

/** Each reason once, with all that it holds for. */
function reasonsOf(parts: readonly Compared<unknown>[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { what, reasons } of parts) {
    for (const reason of reasons) byReason.set(reason, [...(byReason.get(reason) ?? []), what]);
  }
  return [...byReason].map(([reason, whats]) => `${whats.join(', ')}: ${reason}`);
}
