import { wrapAnsi } from 'fast-wrap-ansi';
import { type Change, few } from '../changes.ts';
import { printableLine } from '../printable.ts';
import type { Difference } from './diff.ts';

/** Each new finding with what may explain it, the likeliest first; then what healed, and the other changes. */
export function renderDifference(
  { broke, healed, untold, changes, explanations, unknown }: Difference,
  width: number,
): string {
  const explained = new Map(explanations.map((each) => [each.finding, each.changes]));
  const explaining = new Set(explanations.flatMap((each) => each.changes));
  const byId = new Map(changes.map((change) => [change.id, change]));
  const lines = [
    ...broke.flatMap((finding) => [
      brokeLine(finding),
      ...linesOf((explained.get(finding.id) ?? []).flatMap((change) => byId.get(change) ?? [])).map(
        (line) => `    ${line}`,
      ),
    ]),
    ...healed.map(fixedLine),
    ...untold.map(untoldLine),
    ...linesOf(changes.filter(({ id }) => !explaining.has(id))),
  ];
  const said = lines.length === 0 ? ['Nothing changed.'] : lines;
  const all = [...said, ...unknown.map((reason) => `? not compared: ${reason}`)];
  return `${all.flatMap((line) => hanging(line, width)).join('\n')}\n`;
}

/** A line, and what does not fit the width below its text. */
function hanging(line: string, width: number): readonly string[] {
  const indent = /^ *\S /.exec(line)?.[0].length ?? 0;
  const [first = '', ...rest] = wrapAnsi(printableLine(line.slice(indent)), width - indent, { hard: true }).split('\n');
  return [`${line.slice(0, indent)}${first}`, ...rest.map((each) => `${' '.repeat(indent)}${each}`)];
}

type Finding = Difference['broke'][number];

export const brokeLine = ({ summary, check, cause }: Finding, since = 'broke'): string =>
  `✗ ${since}: ${summary} (${check}${cause === 'root' ? '' : ', a consequence'})`;

export const fixedLine = ({ summary, check }: Finding): string => `✓ fixed: ${summary} (${check})`;

export const untoldLine = (check: string): string => `? ${check}: found before, now unknown`;

/** Changes in words, those of many alike in one line. */
export const changeLines = (changes: readonly Change[]): readonly string[] =>
  linesOf(changes).map((line) => line.replace(/^~ /, ''));

/** What happened to many alike has one line: an agent may have restarted a thousand. */
function linesOf(changes: readonly Change[]): readonly string[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const { of, name } = change;
    const key = `${of === 'process' ? name : of}${fateOf(change)}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups].flatMap(([key, alike]) => {
    if (alike.length <= few) return alike.map(lineOf);
    const whose = alike.slice(0, few).map(({ of, name, owner }) => (of === 'process' ? owner : name));
    return [`~ ${key}: ${whose.join(', ')} and ${alike.length - few} more`];
  });
}

const lineOf = (change: Change): string => `~ ${subjectOf(change)}${fateOf(change)}${detailOf(change)}`;

function subjectOf({ of, name, owner }: Change): string {
  switch (of) {
    case 'bridge':
    case 'port':
    case 'device':
    case 'namespace':
    case 'host':
      return name;
    case 'process':
      return owner === null ? name : `${name} for ${owner}`;
    case 'host line':
      return `host line of ${name} for ${owner}`;
    case 'route':
    case 'rule':
    case 'setting':
      return `${of === 'route' ? `route to ${name}` : name}${owner === null ? '' : ` in ${owner}`}`;
  }
}

/** What became of it, as it follows its name. */
function fateOf({ of, what, old, new: now }: Change): string {
  switch (of) {
    case 'host':
      return ' was restarted, or all programs of the switch and the agents were: none runs on from before';
    case 'process':
      return old === null ? ' was started' : now === null ? ' has ended' : ' was restarted';
    case 'bridge':
    case 'port':
    case 'device':
    case 'namespace':
    case 'route':
    case 'rule':
    case 'host line':
    case 'setting':
      if (old === null || now === null) return old === null ? ' is new' : ' is gone';
      return `${of === 'route' || of === 'setting' ? '' : ` ${what}`}: ${old} → ${now}`;
  }
}

/** What stood there, where a name alone would not tell. */
function detailOf({ of, old, new: now }: Change): string {
  if (of === 'process') return ` (pid ${old ?? 'none'} → ${now ?? 'none'})`;
  const isShown = of === 'route' || of === 'rule' || of === 'host line';
  return isShown && (old === null || now === null) ? ` (${old ?? now})` : '';
}
