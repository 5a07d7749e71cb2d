import type { Change } from './changes.ts';
import type { Difference } from './diff.ts';
import { printableLine } from './printable.ts';

/** Each new finding with what may explain it, the likeliest first; then what healed, and the other changes. */
export function renderDifference({ broke, healed, untold, changes, explanations, unknown }: Difference): string {
  const explained = new Map(explanations.map((each) => [each.finding, each.changes]));
  const explaining = new Set(explanations.flatMap((each) => each.changes));
  const byId = new Map(changes.map((change) => [change.id, change]));
  const lines = [
    ...broke.flatMap(({ id, summary, check, cause }) => [
      `✗ broke: ${summary} (${check}${cause === 'root' ? '' : ', a consequence'})`,
      ...(explained.get(id) ?? []).flatMap((change) => byId.get(change) ?? []).map((change) => `    ${lineOf(change)}`),
    ]),
    ...healed.map(({ summary, check }) => `✓ healed: ${summary} (${check})`),
    ...untold.map((check) => `? ${check}: found before, and now it could not be judged`),
    ...linesOf(changes.filter(({ id }) => !explaining.has(id))),
  ];
  const said = lines.length === 0 ? ['Nothing changed.'] : lines;
  return `${[...said, ...unknown.map((reason) => `? not compared: ${reason}`)].map(printableLine).join('\n')}\n`;
}

/** Up to so many processes of one name have a line each: an agent may have restarted a thousand. */
const few = 3;

function linesOf(changes: readonly Change[]): readonly string[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = change.of === 'process' ? `${change.name} ${fateOf(change)}` : change.id;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups].flatMap(([key, alike]) => {
    if (alike.length <= few) return alike.map(lineOf);
    const owners = alike.slice(0, few).map(({ owner }) => owner);
    return [`~ ${key} for ${owners.join(', ')} and ${alike.length - few} more`];
  });
}

function lineOf(change: Change): string {
  const { of, name, owner, what, old, new: now } = change;
  switch (of) {
    case 'port':
      if (old === null || now === null) return `~ ${name} ${old === null ? 'is new' : 'is gone'}`;
      return `~ ${name} ${what}: ${old} → ${now}`;
    case 'process':
      return `~ ${name}${owner === null ? '' : ` for ${owner}`} ${fateOf(change)} (pid ${old ?? 'none'} → ${now ?? 'none'})`;
    case 'host':
      return `~ ${name} was restarted, or all programs of the switch and the agents were: none runs on from before`;
  }
}

const fateOf = ({ old, new: now }: Change): string =>
  old === null ? 'was started' : now === null ? 'has ended' : 'was restarted';
