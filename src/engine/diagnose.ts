import type { Known } from '../facts/known.ts';
import { type Subject, touches } from '../topology/subject.ts';
import type { Topology } from '../topology/types.ts';
import { type Acceptance, type Check, CouldNotTell, type Fault, type Severity } from './check.ts';
import { type Layer, layers } from './layers.ts';
import { isInScope, type Scope } from './scope.ts';

export interface Finding extends Required<Omit<Fault, 'shared'>> {
  /** F1, F2 … in the order of the report. */
  readonly id: string;
  readonly check: string;
  readonly layer: Layer;
  readonly cause: 'root' | 'consequence';
  /** The ids of the root findings that account for a consequence. */
  readonly causedBy: readonly string[];
  readonly subject: Subject;
}

export type CheckVerdict = 'pass' | 'warn' | 'fail' | 'unknown' | 'skipped';

export interface CheckOutcome {
  readonly id: string;
  readonly layer: Layer;
  readonly verdict: CheckVerdict;
  readonly subjects: number;
  readonly ms: number;
  /** Why it could not tell, of some or all of its subjects, or why it was skipped. */
  readonly reason: string | null;
}

export interface Diagnosis {
  readonly verdict: 'healthy' | 'failing' | 'incomplete';
  readonly layers: readonly { readonly id: Layer; readonly verdict: CheckVerdict }[];
  /** Root causes first, errors before warnings. */
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckOutcome[];
  /** What was found, but is meant to be so. */
  readonly suppressed: readonly Suppressed[];
}

export interface Suppressed extends Acceptance {
  readonly check: string;
  readonly subject: Subject;
  readonly summary: string;
}

export type Now = () => number;

interface Judged {
  readonly check: Check;
  readonly subject: Subject;
  readonly fault: Fault;
}

/** Judges a topology with the checks in their order, and tells root causes from what follows from them. */
export function diagnose(
  topology: Topology,
  checks: readonly Check[],
  scope: Scope,
  now: Now = () => performance.now(),
): Diagnosis {
  const outcomes: CheckOutcome[] = [];
  const judged: Judged[] = [];
  const suppressed: Suppressed[] = [];
  for (const check of checks) {
    const start = now();
    const judgement = judgeAll(topology, check, scope);
    const { faults, subjects, unknowns } = judgement;
    judged.push(...faults);
    suppressed.push(...judgement.suppressed);
    outcomes.push({
      id: check.id,
      layer: check.layer,
      verdict: verdictOf(check, judgement),
      subjects,
      ms: Math.round((now() - start) * 1000) / 1000,
      reason: unknowns[0] ?? reasonToSkip(check, judgement),
    });
  }
  const findings = explain(judged);
  return {
    verdict: overallVerdict(findings, outcomes),
    layers: layers.map((id) => ({ id, verdict: layerVerdict(outcomes.filter(({ layer }) => layer === id)) })),
    findings,
    checks: outcomes,
    suppressed,
  };
}

interface Judgement {
  readonly faults: readonly Judged[];
  readonly subjects: number;
  readonly unknowns: readonly string[];
  readonly suppressed: readonly Suppressed[];
}

function judgeAll(topology: Topology, check: Check, scope: Scope): Judgement {
  if (check.leftOut !== undefined) return { faults: [], subjects: 0, unknowns: [], suppressed: [] };
  const section: Known<readonly { readonly subject: Subject }[]> = topology[check.each];
  if (!section.known) return { faults: [], subjects: 0, unknowns: [section.reason], suppressed: [] };
  const items = section.value.filter(({ subject }) => isInScope(scope, subject));
  const faults: Judged[] = [];
  const unknowns: string[] = [];
  const suppressed: Suppressed[] = [];
  let subjects = 0;
  for (const item of items) {
    try {
      // A check's `each` names the section that these items come from, which is all that its item type says.
      if (check.applies?.(item as never) === false) continue;
      subjects += 1;
      const fault = check.judge(item as never);
      if (fault === undefined) continue;
      const { subject } = item;
      const acceptance = check.accepted?.(subject);
      if (acceptance === undefined) {
        faults.push({ check, subject, fault });
        continue;
      }
      const { reason, until } = acceptance;
      suppressed.push({ check: check.id, subject, summary: fault.summary, reason, until });
    } catch (error) {
      if (!(error instanceof CouldNotTell)) throw error;
      unknowns.push(error.message);
    }
  }
  return { faults, subjects, unknowns, suppressed };
}

function reasonToSkip({ leftOut }: Check, { faults, subjects, suppressed }: Judgement): string | null {
  if (leftOut !== undefined) return leftOut;
  if (subjects === 0) return 'nothing here that it applies to';
  return faults.length === 0 && suppressed.length > 0 ? 'what it found is suppressed by the playbook' : null;
}

function verdictOf(check: Check, judgement: Judgement): CheckVerdict {
  const { faults, unknowns } = judgement;
  const severities = faults.map(({ fault }) => fault.severity ?? check.severity);
  if (severities.includes('error')) return 'fail';
  if (severities.includes('warning')) return 'warn';
  if (unknowns.length > 0) return 'unknown';
  return reasonToSkip(check, judgement) === null ? 'pass' : 'skipped';
}

/** The checks stand in the order of causes, so a fault can only follow from one before it. */
function explain(judged: readonly Judged[]): readonly Finding[] {
  const causes = new Map<Judged, readonly Judged[]>();
  for (const [index, one] of judged.entries()) {
    const direct = judged.slice(0, index).filter((earlier) => accountsFor(earlier, one));
    causes.set(one, [...new Set(direct.flatMap((cause) => rootsOf(cause, causes)))]);
  }
  const isRoot = (one: Judged) => (causes.get(one)?.length ?? 0) === 0;
  const weight = (one: Judged) => (isRoot(one) ? 0 : 2) + (severityOf(one) === 'error' ? 0 : 1);
  const ordered = [...judged].sort((one, other) => weight(one) - weight(other));
  const idOf = new Map(ordered.map((one, index) => [one, `F${index + 1}`]));
  return ordered.map(
    (one): Finding => ({
      summary: one.fault.summary,
      evidence: one.fault.evidence,
      fix: one.fault.fix,
      id: idOf.get(one) ?? '',
      check: one.check.id,
      layer: one.check.layer,
      severity: severityOf(one),
      cause: isRoot(one) ? 'root' : 'consequence',
      causedBy: (causes.get(one) ?? []).map((cause) => idOf.get(cause) ?? ''),
      subject: one.subject,
    }),
  );
}

function accountsFor(earlier: Judged, one: Judged): boolean {
  const { shared } = earlier.fault;
  if (shared !== undefined && shared === one.fault.shared) return true;
  return one.check.explainedBy.includes(earlier.check.id) && touches(one.subject, earlier.subject);
}

function rootsOf(one: Judged, causes: ReadonlyMap<Judged, readonly Judged[]>): readonly Judged[] {
  const own = causes.get(one) ?? [];
  return own.length === 0 ? [one] : own;
}

const severityOf = ({ check, fault }: Judged): Severity => fault.severity ?? check.severity;

function layerVerdict(outcomes: readonly CheckOutcome[]): CheckVerdict {
  const verdicts = new Set(outcomes.map(({ verdict }) => verdict));
  const order = ['fail', 'warn', 'unknown', 'pass'] as const;
  return order.find((verdict) => verdicts.has(verdict)) ?? 'skipped';
}

function overallVerdict(findings: readonly Finding[], outcomes: readonly CheckOutcome[]): Diagnosis['verdict'] {
  if (findings.some(({ severity }) => severity === 'error')) return 'failing';
  return outcomes.some(({ verdict, reason }) => verdict === 'unknown' || (verdict === 'warn' && reason !== null))
    ? 'incomplete'
    : 'healthy';
}

/** 0 healthy, 1 a finding at or above the threshold, 3 nothing found but something could not be looked at. */
export function exitCodeOf({ verdict, findings }: Diagnosis, failOn: Severity): 0 | 1 | 3 {
  if (findings.some(({ severity }) => failOn === 'warning' || severity === 'error')) return 1;
  return verdict === 'incomplete' ? 3 : 0;
}
