import type { Change } from './changes.ts';
import type { Report } from './report.ts';

type Finding = Report['findings'][number];

/** The changes that may explain a finding, the likeliest first: what it is about, what it names, what its evidence names. */
export function explanationsOf(finding: Finding, changes: readonly Change[]): readonly Change[] {
  const evidence = finding.evidence.flatMap(({ command, where, output }) => [...command, where, output]).join(' ');
  return changes
    .map((change) => ({ change, weight: weightOf(change, finding, evidence) }))
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ change }) => change);
}

/** Each sign counts for more than all after it together. */
function weightOf(change: Change, { subject, summary }: Finding, evidence: string): number {
  const { of, name, owner } = change;
  // A restart of the host takes with it what nobody has written down.
  if (of === 'host') return subject.kind === 'host' || subject.kind === 'bridge' ? 1 : 0;
  const isOfOwner = owner !== null && `${subject.id} ${subject.name}`.includes(owner);
  const isOwnerNamed = owner !== null && of !== 'port' && `${summary}\n${evidence}`.includes(owner);
  // There is a dnsmasq for every network, and a default route in every namespace: the name alone says nothing.
  if (of !== 'port' && owner !== null && !isOfOwner && !isOwnerNamed) return 0;
  const words = [change.old, change.new, of === 'rule' ? name : null].flatMap((value) => value?.match(/[^ /]+/g) ?? []);
  // Of a rule, people speak by its chain.
  const called = of === 'rule' ? (name.split(' ')[1] ?? name) : name;
  // A sentence that names an agent or a daemon is about it.
  const isSubject = subject.name === name || (of === 'process' && names(summary, name));
  const signs = [isSubject, names(summary, called), isOfOwner, names(evidence, name), isOwnerNamed];
  if (!signs.includes(true)) return 0;
  return [...signs, words.some((word) => names(summary, word))].reduce((sum, sign) => sum * 2 + Number(sign), 0);
}

/** Whether a word, or a few, stand in a text by themselves, not as a part of longer ones. */
const names = (text: string, words: string): boolean =>
  new RegExp(`(?<![\\w.-])${words.replace(/\W/g, '\\$&')}(?!\\.?[\\w-])`).test(text);
