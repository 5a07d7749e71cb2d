import { type Check, isOfTheWire } from '../engine/check.ts';
import type { Finding } from '../engine/diagnose.ts';
import { requiredLayers } from '../engine/layers.ts';
import { networksOf, routersOf, type Subject, touches } from '../topology/subject.ts';
import type { CloudCheck } from './check.ts';

/** A finding on one of several hosts, or between them. */
export interface CloudFinding extends Finding {
  /** The host that it is on, which is where its fix belongs. */
  readonly host: string;
  /** All hosts that it is between. */
  readonly hosts: readonly string[];
  /** Its id in the report of that host; null for one that no host shows by itself. */
  readonly inReport: string | null;
}

/** A finding before it is known what it follows from. */
export interface Candidate {
  readonly finding: CloudFinding;
  /** The check across hosts that found it; undefined for what its host shows by itself. */
  readonly check: CloudCheck | undefined;
  readonly shared?: string | undefined;
}

/**
 * Tells root causes from what follows from them across hosts. Within a host that is known already. What a host shows by its
 * state comes before what is wrong between hosts, and that before what packets met.
 */
export function explain(inOrder: readonly Candidate[], hostChecks: readonly Check[]): readonly CloudFinding[] {
  const ofTheWire = new Set(hostChecks.filter(isOfTheWire).map(({ id }) => id));
  const stageOf = ({ finding, check }: Candidate) => (check !== undefined ? 1 : ofTheWire.has(finding.check) ? 2 : 0);
  const candidates = inOrder.toSorted((one, other) => stageOf(one) - stageOf(other));
  const roots = new Map<Candidate, readonly Candidate[]>();
  const rootsOf = (one: Candidate): readonly Candidate[] => {
    const own = roots.get(one) ?? [];
    return own.length === 0 ? [one] : own;
  };
  for (const [index, one] of candidates.entries()) {
    const earlier = candidates.slice(0, index);
    const onHost = candidates.filter((other) => isCauseOnHost(other, one));
    const across = earlier.filter((other) => {
      const [before, after] = [stageOf(other), stageOf(one)];
      if (before === 0 && after === 2) return explainsLoss(other, one);
      if (after === 1) return explainsFault(other, one);
      return before === 1 && after === 2 && explainsOnHost(other, one);
    });
    roots.set(one, [...new Set([...onHost, ...across].flatMap(rootsOf))]);
  }
  return numbered(candidates.map((one) => ({ candidate: one, causes: roots.get(one) ?? [] })));
}

const isOneHost = (one: Candidate, other: Candidate): boolean => one.finding.host === other.finding.host;

/** As the host's own diagnosis has it. */
const isCauseOnHost = (cause: Candidate, one: Candidate): boolean =>
  isOneHost(cause, one) &&
  cause.finding.inReport !== null &&
  one.finding.inReport !== null &&
  one.finding.causedBy.includes(cause.finding.inReport);

const subjectsOf = ({ finding: { subject, affects } }: Candidate): readonly Subject[] => [subject, ...affects];

/** Across hosts only what has a name on both connects two findings: a network, a router, a port by its UUID. */
function share(one: Candidate, other: Candidate): boolean {
  const namesOf = (candidate: Candidate) =>
    subjectsOf(candidate).flatMap((subject) => [
      ...networksOf(subject),
      ...routersOf(subject),
      ...(subject.kind === 'port' ? [subject.id] : []),
    ]);
  const names = new Set(namesOf(other));
  return namesOf(one).some((name) => names.has(name));
}

/** Whether what is broken on one host is why packets are lost on another. */
function explainsLoss(cause: Candidate, loss: Candidate): boolean {
  const [first, second] = [cause.finding.layer, loss.finding.layer];
  const isBefore = first === second || requiredLayers(second).has(first);
  return !isOneHost(cause, loss) && cause.finding.severity === 'error' && isBefore && share(cause, loss);
}

/** Whether an earlier finding, on one of the hosts or between them, is why something is wrong between them. */
function explainsFault(cause: Candidate, { finding, check, shared }: Candidate): boolean {
  if (shared !== undefined && shared === cause.shared) return true;
  if (check?.explainedBy.includes(cause.finding.check) !== true) return false;
  const isBetween = cause.finding.hosts.some((host) => finding.hosts.includes(host));
  return isBetween && subjectsOf(cause).some((subject) => touches(subject, finding.subject));
}

/** Whether what is wrong between hosts is why packets are lost on one of them. */
const explainsOnHost = (cause: Candidate, loss: Candidate): boolean =>
  cause.check?.explains.includes(loss.finding.check) === true &&
  cause.finding.hosts.includes(loss.finding.host) &&
  share(cause, loss);

interface Explained {
  readonly candidate: Candidate;
  readonly causes: readonly Candidate[];
}

/** In the order of a report, root causes first, with ids that tell them apart over all hosts. */
function numbered(explained: readonly Explained[]): readonly CloudFinding[] {
  const weight = ({ candidate: { finding }, causes }: Explained) =>
    (causes.length === 0 ? 0 : 2) + (finding.severity === 'error' ? 0 : 1);
  const ordered = explained.toSorted((one, other) => weight(one) - weight(other));
  const ids = new Map(ordered.map(({ candidate }, index) => [candidate, `F${index + 1}`]));
  return ordered.map(({ candidate, causes }) => ({
    ...candidate.finding,
    id: ids.get(candidate) ?? '',
    cause: causes.length === 0 ? 'root' : 'consequence',
    causedBy: causes.flatMap((cause) => ids.get(cause) ?? []),
  }));
}
