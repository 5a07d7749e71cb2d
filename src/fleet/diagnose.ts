import { type Check, CouldNotTell } from '../engine/check.ts';
import type { CheckOutcome, CheckVerdict, Diagnosis, Now, Verdict } from '../engine/diagnose.ts';
import { layers } from '../engine/layers.ts';
import type { CloudCheck } from './check.ts';
import type { CloudHost } from './cloud.ts';
import { type Candidate, type CloudFinding, explain } from './explain.ts';
import { cloudSections } from './sections/index.ts';

/** What is wrong with several hosts as one cloud. */
export interface CloudDiagnosis {
  readonly verdict: Verdict;
  readonly layers: Diagnosis['layers'];
  /** Those on all hosts and between them, root causes first, errors before warnings. */
  readonly findings: readonly CloudFinding[];
  /** What was asked across hosts. */
  readonly checks: readonly CheckOutcome[];
}

export interface CloudOptions {
  readonly checks: readonly CloudCheck[];
  /** Those by which each host was judged. */
  readonly hostChecks: readonly Check[];
  /** None of the hosts that were asked for is missing. */
  readonly isWhole: boolean;
  readonly now?: Now;
}

/** Judges what is between hosts, and puts it together with what each of them shows by itself. */
export function diagnoseCloud(
  hosts: readonly CloudHost[],
  { checks, hostChecks, isWhole, now = () => performance.now() }: CloudOptions,
): CloudDiagnosis {
  const items = new Map(cloudSections.map((section) => [section.name, section.build(hosts)]));
  const judged = checks.map((check) => judgeAll(check, items.get(check.each) ?? [], now));
  const between = judged.flatMap(({ candidates }) => candidates);
  const findings = explain([...hosts.flatMap(ownFindings), ...between], hostChecks);
  const outcomes = judged.map(({ outcome }) => outcome);
  return {
    verdict: overallVerdict(hosts, findings, outcomes, isWhole),
    layers: layerVerdicts(hosts, outcomes),
    findings,
    checks: outcomes,
  };
}

const ownFindings = ({ name, diagnosis }: CloudHost): readonly Candidate[] =>
  diagnosis.findings.map((finding) => ({
    finding: { ...finding, host: name, hosts: [name], inReport: finding.id },
    check: undefined,
  }));

interface Judgement {
  readonly candidates: readonly Candidate[];
  readonly outcome: CheckOutcome;
}

function judgeAll(check: CloudCheck, items: readonly unknown[], now: Now): Judgement {
  const start = now();
  const candidates = new Candidates();
  const unknowns: string[] = check.notJudged === undefined ? [] : [check.notJudged];
  let subjects = 0;
  for (const item of check.notJudged === undefined ? items : []) {
    try {
      // A check's `each` names the section that these items come from, which is all that its item type says.
      if (check.applies?.(item as never) === false) continue;
      subjects += 1;
      const fault = check.judge(item as never);
      if (fault === undefined) continue;
      const { shared, layer = check.layer, severity = check.severity, ...rest } = fault;
      const subject = fault.subject ?? (item as { subject: CloudFinding['subject'] }).subject;
      const circumstances = { id: '', check: check.id, cause: 'root', causedBy: [], inReport: null } as const;
      const finding = { ...rest, ...circumstances, layer, severity, subject, affects: fault.affects ?? [] };
      candidates.add({ finding, check, shared });
    } catch (error) {
      if (!(error instanceof CouldNotTell)) throw error;
      unknowns.push(error.message);
    }
  }
  const { all } = candidates;
  const severities = all.map(({ finding }) => finding.severity);
  const verdict: CheckVerdict = severities.includes('error')
    ? 'fail'
    : severities.includes('warning')
      ? 'warn'
      : unknowns.length > 0
        ? 'unknown'
        : subjects === 0
          ? 'skipped'
          : 'pass';
  const noun = cloudSections.find(({ name }) => name === check.each)?.noun;
  const reason = unknowns[0] ?? (verdict === 'skipped' ? `not applicable: no ${noun}` : null);
  const ms = Math.round((now() - start) * 1000) / 1000;
  return { candidates: all, outcome: { id: check.id, layer: check.layer, verdict, subjects, ms, reason } };
}

/** So many findings about one broken thing are told one by one. */
const mostOfOne = 20;

/** What a check found. Of one thing that a whole cloud suffers from, the first finding names all hosts beyond a few. */
class Candidates {
  readonly #found: Candidate[] = [];
  readonly #sharing = new Map<string, { readonly first: number; count: number; readonly hosts: Set<string> }>();

  add(one: Candidate): void {
    const sharing = one.shared === undefined ? undefined : this.#sharing.get(one.shared);
    if (sharing === undefined) {
      const first = this.#found.push(one) - 1;
      if (one.shared !== undefined) this.#sharing.set(one.shared, { first, count: 1, hosts: new Set() });
      return;
    }
    sharing.count += 1;
    if (sharing.count <= mostOfOne) this.#found.push(one);
    else for (const host of one.finding.hosts) sharing.hosts.add(host);
  }

  get all(): readonly Candidate[] {
    const all = [...this.#found];
    for (const { first, count, hosts } of this.#sharing.values()) {
      const one = all[first];
      if (one === undefined || count <= mostOfOne) continue;
      const { finding } = one;
      const summary = `${finding.summary} The same goes for ${count - mostOfOne} more.`;
      all[first] = { ...one, finding: { ...finding, summary, hosts: [...new Set([...finding.hosts, ...hosts])] } };
    }
    return all;
  }
}

const worstFirst = ['fail', 'warn', 'unknown', 'pass'] as const satisfies readonly CheckVerdict[];

/** A layer is as bad as on the host where it is worst, or between hosts. */
const layerVerdicts = (hosts: readonly CloudHost[], outcomes: readonly CheckOutcome[]): Diagnosis['layers'] =>
  layers.map((id) => {
    const own = [
      ...hosts.flatMap(({ diagnosis }) => diagnosis.layers.filter((layer) => layer.id === id)),
      ...outcomes.filter(({ layer }) => layer === id),
    ];
    return { id, verdict: worstFirst.find((verdict) => own.some((one) => one.verdict === verdict)) ?? 'skipped' };
  });

function overallVerdict(
  hosts: readonly CloudHost[],
  findings: readonly CloudFinding[],
  outcomes: readonly CheckOutcome[],
  isWhole: boolean,
): Verdict {
  if (findings.some(({ severity }) => severity === 'error')) return 'failing';
  const isOpen = ({ verdict, reason }: CheckOutcome) =>
    verdict === 'unknown' || (verdict !== 'skipped' && reason !== null);
  const isIncomplete = !isWhole || hosts.some(({ diagnosis }) => diagnosis.verdict === 'incomplete');
  if (isIncomplete || outcomes.some(isOpen)) return 'incomplete';
  return findings.length > 0 ? 'degraded' : 'healthy';
}
