import type { Change } from './changes.ts';
import type { Report } from './report.ts';

type Finding = Report['findings'][number];

/** The changes that may explain a finding, the likeliest first: what it is about, what it names, what its evidence names. */
export const explanationsOf = (finding: Finding, changes: readonly Change[]): readonly Change[] =>
  changes
    .map((change) => ({ change, weight: weightOf(change, finding) }))
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ change }) => change);

/** Each sign counts for more than all after it together. */
function weightOf(change: Change, finding: Finding): number {
  const { subject, summary } = finding;
  const evidence = finding.evidence
    .map(({ command, where, output }) => [...command, where, output].join(' '))
    .join('\n');
  const { of, name, owner } = change;
  // A restart of the host takes with it what nobody has written down.
  if (of === 'host') return subject.kind === 'host' || subject.kind === 'bridge' ? 1 : 0;
  const isOfOwner = owner !== null && `${subject.id} ${subject.name}`.includes(owner);
  // There is a dnsmasq for every network, and a default route in every namespace: the name alone says nothing.
  const isOther = of !== 'port' && owner !== null && !isOfOwner && !`${summary}\n${evidence}`.includes(owner);
  if (isOther) return 0;
  const values = [change.old, change.new].flatMap((value) => value?.split(' ') ?? []);
  const signs = [subject.name === name, names(summary, name), isOfOwner, names(evidence, name)];
  if (!signs.includes(true)) return 0;
  return [...signs, values.some((value) => names(summary, value))].reduce((sum, sign) => sum * 2 + Number(sign), 0);
}

/** Whether a word, or a few, stand in a text by themselves, not as a part of longer ones. */
const names = (text: string, words: string): boolean =>
  new RegExp(`(?<![\\w.-])${words.replace(/\W/g, '\\$&')}(?!\\.?[\\w-])`).test(text);
