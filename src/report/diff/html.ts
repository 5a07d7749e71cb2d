import type { Check } from '../../engine/check.ts';
import { counted } from '../../words.ts';
import { evidenceOf, fixRows } from '../html/finding.ts';
import { list, type Markup, page, type Rows, section, terms } from '../html/page.ts';
import { element, escaped, inline } from '../markup.ts';
import { describeAffected, describeSource } from '../summary.ts';
import type { Difference } from './diff.ts';
import { changeLines } from './text.ts';

/*
 * What lies between two reports or recordings, as a web page: what broke with the changes that may explain it, what was
 * fixed, and what else changed.
 */

type Finding = Difference['broke'][number];

export function renderDifferenceHtml(difference: Difference, checks: readonly Check[]): string {
  const { old, new: now, broke, healed, untold, changes, unknown } = difference;
  const counts = [
    `${broke.length} broke`,
    `${healed.length} fixed`,
    untold.length === 0 ? [] : `${untold.length} now unknown`,
    counted(changes.length, 'change'),
  ].flat();
  const explaining = new Set(difference.explanations.flatMap((each) => each.changes));
  const others = changeLines(changes.filter(({ id }) => !explaining.has(id)));
  return page(`${counts[0]}: ${nameOf(now)}`, [
    element('header', {}, [
      inline('h1', {}, verdictOf(difference), ` ${escaped(nameOf(now))}`),
      list('ul', [`Before: ${whenOf(old)}`, `After: ${whenOf(now)}`, counts.join(', ')].map(escaped)),
    ]),
    ...broke.map((finding) => brokeSection(finding, difference, checks)),
    ...listed(
      'Fixed',
      healed.map(({ summary, check }) => `${summary} (${check})`),
    ),
    ...listed(
      'Found before, now unknown',
      untold.map((check) => check),
    ),
    ...listed(explaining.size === 0 ? 'Changes' : 'Other changes', others),
    ...listed('Not compared', unknown),
  ]);
}

const nameOf = ({ name }: Difference['new']): string => name;

const whenOf = (host: Difference['new']): string => `${host.name}, ${describeSource(host) ?? 'a report'}`;

function verdictOf({ broke, healed, untold, changes }: Difference): string {
  const [style, word] = broke.some(({ severity }) => severity === 'error')
    ? ['failing', 'BROKE']
    : broke.length + untold.length > 0
      ? ['degraded', 'WORSE']
      : healed.length > 0
        ? ['healthy', 'FIXED']
        : ['healthy', changes.length === 0 ? 'NOTHING CHANGED' : 'NOTHING BROKE'];
  return inline('span', { class: `verdict ${style}` }, word);
}

const listed = (title: string, items: readonly string[]): Markup =>
  items.length === 0 ? [] : [section(title, [list('ul', items.map(escaped))])];

function brokeSection(finding: Finding, { explanations, changes }: Difference, checks: readonly Check[]): string {
  const { summary, check: id, cause, severity, affected, evidence } = finding;
  const check = checks.find((one) => one.id === id);
  const ids = explanations.find((each) => each.finding === finding.id)?.changes ?? [];
  const why = changeLines(ids.flatMap((each) => changes.find((change) => change.id === each) ?? []));
  const rows: Rows = [
    ['Check', [inline('code', {}, escaped(id)), cause === 'root' ? '' : ' (a consequence)']],
    [
      severity === 'error' ? 'Affects' : 'Concerns',
      [escaped([describeAffected(affected) ?? [], check?.why ?? []].flat().join(' '))],
    ],
    ...(why.length === 0 ? [] : [['May explain it', [list('ol', why.map(escaped))]] as const]),
    ['Seen', evidence.flatMap(evidenceOf)],
    ...(cause === 'root' ? fixRows([finding], check?.remedy) : []),
  ];
  return element('section', { class: `finding ${severity}` }, [
    inline('h2', {}, escaped(`Broke: ${summary}`)),
    terms(rows),
  ]);
}
