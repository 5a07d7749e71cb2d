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
 * state comes before what is wrong between hosts, and that before what packets met and what looks otherwise from one host.
 */
export function explain(inOrder: readonly Candidate[], hostChecks: readonly Check[]): readonly CloudFinding[] {
  const ofTheWire = new Set(hostChecks.filter(isOfTheWire).map(({ id }) => id));
  const reexplained = new Set(inOrder.flatMap(({ check }) => check?.explains ?? []));
  const stageOf = ({ finding, check }: Candidate) => {
    if (check !== undefined) return 1;
    return ofTheWire.has(finding.check) || reexplained.has(finding.check) ? 2 : 0;
  };
  const candidates = inOrder.toSorted((one, other) => stageOf(one) - stageOf(other));
  const index = indexOf(candidates);
  const roots = new Map<Candidate, readonly Candidate[]>();
  const rootsOf = (one: Candidate): readonly Candidate[] => {
    const own = roots.get(one) ?? [];
    return own.length === 0 ? [one] : own;
  };
  for (const one of candidates) {
    const stage = stageOf(one);
    const causes =
      stage === 1
        ? index.accounting(one).filter((other) => roots.has(other) && explainsFault(other, one))
        : [
            ...index.onItsHost(one),
            ...(stage === 0 ? [] : index.sharing(one)).filter(
              (other) =>
                (stageOf(other) === 0 && ofTheWire.has(one.finding.check) && explainsLoss(other, one)) ||
                (stageOf(other) === 1 && explainsOnHost(other, one)),
            ),
          ];
    roots.set(one, [...new Set(causes.flatMap(rootsOf))]);
  }
  return numbered(candidates.map((one) => ({ candidate: one, causes: roots.get(one) ?? [] })));
}

/** Of many thousands of findings, those that may have to do with one. */
interface Index {
  /** What it follows from by the host's own diagnosis. */
  onItsHost(one: Candidate): readonly Candidate[];
  /** Those on its hosts that its check names, or that are the same thing. */
  accounting(one: Candidate): readonly Candidate[];
  /** Those about a network, a router or a port that it is about too. */
  sharing(one: Candidate): readonly Candidate[];
}

function indexOf(candidates: readonly Candidate[]): Index {
  const found = new Map<string, Candidate[]>();
  const keyOf = (...words: readonly (string | null)[]) => JSON.stringify(words);
  const add = (one: Candidate, ...words: readonly (string | null)[]) => {
    const all = found.get(keyOf(...words));
    if (all === undefined) found.set(keyOf(...words), [one]);
    else all.push(one);
  };
  for (const one of candidates) {
    const { host, hosts, check, inReport } = one.finding;
    if (inReport !== null) add(one, 'report', host, inReport);
    for (const name of hosts) add(one, 'check', name, check);
    if (one.shared !== undefined) add(one, 'shared', one.shared);
    for (const name of namesOf(one)) add(one, 'name', name);
  }
  const all = (keys: readonly (readonly (string | null)[])[]) => [
    ...new Set(keys.flatMap((words) => found.get(keyOf(...words)) ?? [])),
  ];
  return {
    onItsHost: ({ finding: { host, causedBy } }) => all(causedBy.map((id) => ['report', host, id])),
    accounting: ({ finding: { hosts }, check, shared }) => [
      ...all(hosts.flatMap((host) => (check?.explainedBy ?? []).map((id) => ['check', host, id]))),
      // The first of them is the root of all others.
      ...(shared === undefined ? [] : (found.get(keyOf('shared', shared)) ?? []).slice(0, 1)),
    ],
    sharing: (one) => all([...namesOf(one)].map((name) => ['name', name])),
  };
}

const isOneHost = (one: Candidate, other: Candidate): boolean => one.finding.host === other.finding.host;

const subjectsOf = ({ finding: { subject, affects } }: Candidate): readonly Subject[] => [subject, ...affects];

/** Across hosts only what has a name on both connects two findings: a network, a router, a port by its UUID. */
const namesOf = (one: Candidate): ReadonlySet<string> =>
  new Set(
    subjectsOf(one).flatMap((subject) => [
      ...networksOf(subject),
      ...routersOf(subject),
      ...(subject.kind === 'port' ? [subject.id] : []),
    ]),
  );

/** Whether what is broken on one host is why packets are lost on another, of two findings that share a name. */
function explainsLoss(cause: Candidate, loss: Candidate): boolean {
  const [first, second] = [cause.finding.layer, loss.finding.layer];
  const isBefore = first === second || requiredLayers(second).has(first);
  return !isOneHost(cause, loss) && cause.finding.severity === 'error' && isBefore;
}

/** Whether an earlier finding, on one of the hosts or between them, is why something is wrong between them. */
function explainsFault(cause: Candidate, { finding, check, shared }: Candidate): boolean {
  if (shared !== undefined && shared === cause.shared) return true;
  if (check?.explainedBy.includes(cause.finding.check) !== true) return false;
  const isBetween = cause.finding.hosts.some((host) => finding.hosts.includes(host));
  return isBetween && subjectsOf(cause).some((subject) => touches(subject, finding.subject));
}

/** Whether what is wrong between hosts is why packets are lost on one of them, of two that share a name. */
const explainsOnHost = (cause: Candidate, loss: Candidate): boolean =>
  cause.check?.explains.includes(loss.finding.check) === true && cause.finding.hosts.includes(loss.finding.host);

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
