import type { MapPort } from './map.ts';
import { printableLine } from './printable.ts';
import type { Report } from './report.ts';

/** A host at one time; without ports where there is only a report of it. */
export interface Moment {
  readonly report: Report;
  readonly ports: readonly MapPort[] | undefined;
}

type Finding = Report['findings'][number];

/** What lies between two moments of a host. */
export interface Difference {
  readonly broke: readonly Finding[];
  readonly healed: readonly Finding[];
  /** Judged in one of them only, so that nothing is known of a change. */
  readonly untold: readonly string[];
  readonly changes: readonly { readonly port: string; readonly what: string }[];
}

export function differenceOf(old: Moment, now: Moment): Difference {
  const [before, after] = [keysOf(old.report), keysOf(now.report)];
  const judgedNow = judgedBy(now.report);
  const gone = old.report.findings.filter((finding) => !after.has(keyOf(finding)));
  return {
    broke: now.report.findings.filter((finding) => !before.has(keyOf(finding))),
    healed: gone.filter(({ check }) => judgedNow.has(check)),
    untold: [...new Set(gone.filter(({ check }) => !judgedNow.has(check)).map(({ check }) => check))],
    changes: old.ports === undefined || now.ports === undefined ? [] : changesOf(old.ports, now.ports),
  };
}

const keyOf = ({ check, subject }: Finding): string => JSON.stringify([check, subject.kind, subject.id]);
const keysOf = ({ findings }: Report): ReadonlySet<string> => new Set(findings.map(keyOf));

/** What could not be judged did not heal. */
const judgedBy = ({ checks }: Report): ReadonlySet<string> =>
  new Set(checks.filter(({ verdict }) => verdict !== 'unknown').map(({ id }) => id));

function changesOf(old: readonly MapPort[], now: readonly MapPort[]): Difference['changes'] {
  const names = [...new Set([...old, ...now].map(({ name }) => name))];
  return names.flatMap((name) => {
    const [before, after] = [old, now].map((ports) => ports.find((port) => port.name === name));
    if (before === undefined) return [{ port: name, what: 'is new' }];
    if (after === undefined) return [{ port: name, what: 'is gone' }];
    const [was, is] = [wordsOf(before), wordsOf(after)];
    return was.flatMap(([part, text], index) => {
      const other = is[index]?.[1] ?? text;
      return text === other ? [] : [{ port: name, what: `${part}: ${text} → ${other}` }];
    });
  });
}

const wordsOf = ({ bridge, tag, state, addresses, seenIn }: MapPort): readonly (readonly [string, string])[] => [
  ['bridge', bridge],
  ['tag', tag === null ? 'none' : tag === 'dead' ? '4095' : String(tag)],
  ['state', state ?? 'not known'],
  ['addresses', addresses.toSorted().join(' ') || 'none'],
  ['namespace', seenIn === null ? 'not known' : seenIn.join(' ') || 'none'],
];

/** Each new finding with the changes that it names before it; then the other changes, and what healed. */
export function renderDifference({ broke, healed, untold, changes }: Difference): string {
  const explains = ({ summary, subject }: Finding, port: string) => subject.name === port || summary.includes(port);
  const rest = changes.filter(({ port }) => !broke.some((finding) => explains(finding, port)));
  const change = ({ port, what }: Difference['changes'][number]) => `~ ${port} ${what}`;
  const lines = [
    ...broke.flatMap((finding) => [
      `✗ broke: ${finding.summary} (${finding.check}${finding.cause === 'root' ? '' : ', a consequence'})`,
      ...changes.filter(({ port }) => explains(finding, port)).map((each) => `    ${change(each)}`),
    ]),
    ...healed.map(({ summary, check }) => `✓ healed: ${summary} (${check})`),
    ...untold.map((check) => `? ${check}: found before, and now it could not be judged`),
    ...rest.map(change),
  ];
  return `${(lines.length === 0 ? ['Nothing changed.'] : lines).map(printableLine).join('\n')}\n`;
}
