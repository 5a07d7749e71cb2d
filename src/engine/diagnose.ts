import { type Known, valuesOf } from '../facts/known.ts';
import { outOfTime } from '../facts/result.ts';
import { standsAlone, type Topology } from '../topology/index.ts';
import { type OtherDriver, otherDriverOf } from '../topology/other-driver.ts';
import { type Subject, touches } from '../topology/subject.ts';
import {
  type Acceptance,
  type Check,
  CouldNotTell,
  type Fault,
  isOfTexts,
  isOfTheWire,
  type Severity,
} from './check.ts';
import { type Layer, layers, requiredLayers } from './layers.ts';
import { nounOf } from './nouns.ts';
import { isInScope, type Scope } from './scope.ts';

export interface Finding extends Required<Omit<Fault, 'shared' | 'next'>>, Pick<Fault, 'next'> {
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

export const verdicts = ['healthy', 'degraded', 'incomplete', 'failing'] as const;

/** Of a whole host. `degraded`: nothing fails, and there is at least one warning. */
export type Verdict = (typeof verdicts)[number];

export interface Diagnosis {
  readonly verdict: Verdict;
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

/** So many faults of one check are told one by one: a list beyond that is read by nobody, and explained by none of its kind. */
const mostFaults = 1000;

interface Judged {
  readonly check: Check;
  readonly subject: Subject;
  readonly fault: Fault;
  readonly stage: Stage;
}

/**
 * Judges a topology with the checks in their order, and tells root causes from what follows from them. What is not judged
 * `until` a time is unknown.
 */
export function diagnose(
  topology: Topology,
  checks: readonly Check[],
  scope: Scope,
  now: Now = () => performance.now(),
  until = Number.POSITIVE_INFINITY,
): Diagnosis {
  const outcomes: CheckOutcome[] = [];
  const judged: Judged[] = [];
  const suppressed: Suppressed[] = [];
  const { processes, database, namespaces, hostRules } = topology;
  // What texts say is joined from much that a run of a few checks does not gather.
  const texts = checks.some(isOfTexts) ? { statements: topology.statements } : {};
  const driver = otherDriverOf({ processes, database, namespaces, hostRules, ...texts });
  for (const check of checks) {
    const start = now();
    const judgement = judgeAll(topology, check, scope, driver, () => now() > until);
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
    layers: layerVerdicts(outcomes, findings),
    findings,
    checks: outcomes,
    suppressed,
  };
}

interface Judgement {
  readonly faults: readonly Judged[];
  readonly subjects: number;
  /** Nothing of the kind that the check is about is in scope. */
  readonly isEmpty: boolean;
  readonly unknowns: readonly string[];
  readonly suppressed: readonly Suppressed[];
}

function judgeAll(
  topology: Topology,
  check: Check,
  scope: Scope,
  driver: OtherDriver,
  isOver: () => boolean,
): Judgement {
  const nothing = { faults: [], subjects: 0, isEmpty: true, unknowns: [], suppressed: [] };
  if (check.leftOut !== undefined) return nothing;
  if (check.notJudged !== undefined) return { ...nothing, unknowns: [check.notJudged] };
  if (driver !== undefined && check.ofAnyDriver !== true) return { ...nothing, unknowns: [notJudged(driver)] };
  const section: Known<readonly { readonly subject: Subject }[]> = topology[check.each];
  // Of a section that is not known whole, what was seen may be judged; what was not may be there all the same.
  const isJudged = section.known || check.fromExcerpts === true || standsAlone(check.each);
  const seen = isJudged ? valuesOf(section) : [];
  const items = seen.filter(({ subject }) => isInScope(scope, subject));
  const inputs = inputsOf(topology, check);
  const faults: Judged[] = [];
  const unknowns: string[] = section.known ? [] : [section.reason];
  const suppressed: Suppressed[] = [];
  let subjects = 0;
  for (const [index, item] of items.entries()) {
    if (faults.length === mostFaults) {
      unknowns.push(`${mostFaults} faults were found; ${items.length - index} of ${items.length} were not judged`);
      break;
    }
    if (isOver()) {
      unknowns.push(outOfTime);
      break;
    }
    try {
      // A check's `each` names the section that these items come from, which is all that its item type says.
      if (check.applies?.(item as never, inputs) === false) continue;
      subjects += 1;
      const fault = check.judge(item as never, inputs);
      if (fault === undefined) continue;
      const { subject } = item;
      const acceptance = check.accepted?.(subject);
      if (acceptance === undefined) {
        faults.push({ check, subject: fault.subject ?? subject, fault, stage: stageOf(check, fault) });
        continue;
      }
      const { reason, until } = acceptance;
      suppressed.push({ check: check.id, subject, summary: fault.summary, reason, until });
    } catch (error) {
      if (!(error instanceof CouldNotTell)) throw error;
      unknowns.push(error.message);
    }
  }
  return { faults, subjects, isEmpty: items.length === 0, unknowns, suppressed };
}

/** What presumes the agents' doings is not asked of a host that others rule. */
const notJudged = (driver: NonNullable<OtherDriver>): string =>
  `this is ${driver === 'OVN' ? 'an OVN' : `a ${driver}`} host; qdoctor does not judge ${driver} yet`;

/** What a check declares to read besides its items, and nothing else. */
const inputsOf = (topology: Topology, { with: names = [] }: Check): Topology =>
  // The type of a check's inputs is that of what it names.
  Object.fromEntries(names.map((name) => [name, topology[name]])) as unknown as Topology;

function reasonToSkip({ leftOut, each }: Check, { faults, subjects, suppressed, isEmpty }: Judgement): string | null {
  if (leftOut !== undefined) return leftOut;
  if (subjects === 0) return isEmpty ? `not applicable: no ${nounOf(each)}` : 'not applicable';
  return faults.length === 0 && suppressed.length > 0 ? 'suppressed by the playbook' : null;
}

function verdictOf(check: Check, judgement: Judgement): CheckVerdict {
  const { faults, unknowns } = judgement;
  const severities = faults.map(({ fault }) => fault.severity ?? check.severity);
  if (severities.includes('error')) return 'fail';
  if (severities.includes('warning')) return 'warn';
  if (unknowns.length > 0) return 'unknown';
  return reasonToSkip(check, judgement) === null ? 'pass' : 'skipped';
}

/**
 * The checks stand in the order of causes, so a fault can only follow from one before it. What stops packets and can be
 * taken away comes before what other probes lost by it; that they get lost in some place says least, and comes last.
 */
function explain(inOrder: readonly Judged[]): readonly Finding[] {
  const judged = [...inOrder].sort((one, other) => one.stage - other.stage);
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
      ...(one.fault.next === undefined ? {} : { next: one.fault.next }),
      id: idOf.get(one) ?? '',
      check: one.check.id,
      layer: layerOf(one),
      severity: severityOf(one),
      cause: isRoot(one) ? 'root' : 'consequence',
      causedBy: (causes.get(one) ?? []).map((cause) => idOf.get(cause) ?? ''),
      subject: one.subject,
      affects: one.fault.affects ?? [],
    }),
  );
}

type Stage = 0 | 1 | 2 | 3;

const stageOf = (check: Check, fault: Fault): Stage =>
  check.each === 'traces' ? (check.id === stoppedCheck && fault.fix !== null ? 1 : 3) : isOfTheWire(check) ? 2 : 0;

/** The check that names what stops packets, wherever it is. */
export const stoppedCheck = 'packet-stopped';

/** Whether a fault of one layer can be why packets are stopped in another. */
function reaches(cause: Layer, loss: Layer): boolean {
  // What is served stands beside the way of other packets, and the host's own routes before that of a router.
  if (cause === 'dhcp' || cause === 'metadata') return cause === loss;
  return cause !== 'host-route' || loss === 'host-route' || loss === 'external-bridge';
}

function accountsFor(earlier: Judged, one: Judged): boolean {
  const { shared } = earlier.fault;
  if (shared !== undefined && shared === one.fault.shared) return true;
  const [before, after] = [earlier.stage, one.stage];
  const subjects = ({ subject, fault }: Judged) => [subject, ...(fault.affects ?? [])];
  const isAffected = subjects(earlier).some((each) => touches(one.subject, each));
  // What is known without a packet explains what packets met if it is on the path of all of them: others show a fault of its
  // own. A warning does only where it is the same thing.
  if (before === 0 && after % 2 === 1) {
    const isSameThing = layerOf(earlier) === layerOf(one) && touches(one.subject, earlier.subject);
    const walked = one.fault.affects ?? [one.subject];
    const isOnPath = walked.every((each) => subjects(earlier).some((other) => touches(each, other)));
    if (isSameThing || (severityOf(earlier) === 'error' && isOnPath && reaches(layerOf(earlier), layerOf(one))))
      return true;
  }
  const isByTraces = (after === 2 && before === 1) || (after === 3 && before > 0 && before < 3);
  if (isByTraces && severityOf(earlier) === 'error' && isAffected) return true;
  return one.check.explainedBy.includes(earlier.check.id) && touches(one.subject, earlier.subject);
}

function rootsOf(one: Judged, causes: ReadonlyMap<Judged, readonly Judged[]>): readonly Judged[] {
  const own = causes.get(one) ?? [];
  return own.length === 0 ? [one] : own;
}

const severityOf = ({ check, fault }: Judged): Severity => fault.severity ?? check.severity;

const layerOf = ({ check, fault }: Judged): Layer => fault.layer ?? check.layer;

/** A layer passes only where nothing that it needs fails. */
function layerVerdicts(outcomes: readonly CheckOutcome[], findings: readonly Finding[]): Diagnosis['layers'] {
  const own = new Map(layers.map((id) => [id, layerVerdict(id, outcomes, findings)]));
  return layers.map((id) => {
    const verdict = own.get(id) ?? 'skipped';
    const isProven = ![...requiredLayers(id)].some((needed) => own.get(needed) === 'fail');
    return { id, verdict: verdict === 'pass' && !isProven ? 'unknown' : verdict };
  });
}

/** A layer is as bad as the worst of its checks, and of what others found in it. */
function layerVerdict(id: Layer, outcomes: readonly CheckOutcome[], findings: readonly Finding[]): CheckVerdict {
  const found = findings
    .filter(({ layer }) => layer === id)
    .map(({ severity }) => (severity === 'error' ? 'fail' : 'warn'));
  // A check whose faults are all in other layers says nothing bad of its own.
  const isElsewhere = ({ id: check, verdict }: CheckOutcome) =>
    (verdict === 'fail' || verdict === 'warn') && !findings.some((one) => one.check === check && one.layer === id);
  const verdicts = new Set([
    ...found,
    ...outcomes.filter((outcome) => outcome.layer === id && !isElsewhere(outcome)).map(({ verdict }) => verdict),
  ]);
  const order = ['fail', 'warn', 'unknown', 'pass'] as const;
  return order.find((verdict) => verdicts.has(verdict)) ?? 'skipped';
}

function overallVerdict(findings: readonly Finding[], outcomes: readonly CheckOutcome[]): Verdict {
  if (findings.some(({ severity }) => severity === 'error')) return 'failing';
  const isUnknown = ({ verdict, reason }: CheckOutcome) =>
    verdict === 'unknown' || (verdict === 'warn' && reason !== null);
  if (outcomes.some(isUnknown)) return 'incomplete';
  return findings.length > 0 ? 'degraded' : 'healthy';
}

/** 0 nothing at or above the threshold, 1 a finding that is, 3 no such finding but something could not be checked. */
export function exitCodeOf({ verdict, findings }: Diagnosis, failOn: Severity): 0 | 1 | 3 {
  if (findings.some(({ severity }) => failOn === 'warning' || severity === 'error')) return 1;
  return verdict === 'incomplete' ? 3 : 0;
}
