import type { Examination } from '../app/examine.ts';
import type { Check } from '../engine/check.ts';
import type { Finding } from '../engine/diagnose.ts';
import { describeChecks } from '../report/summary.ts';
import { counted } from '../words.ts';
import { drawPath, pathOf, printPath } from './picture.ts';
import type { Screen } from './screen.ts';

export const rootsOf = ({ diagnosis }: Examination): readonly Finding[] =>
  diagnosis.findings.filter(({ cause }) => cause === 'root');

/** The verdict in a line, and what is unknown. */
export function printVerdict(screen: Screen, examination: Examination): void {
  const { diagnosis } = examination;
  const roots = rootsOf(examination);
  const unknown = diagnosis.checks.filter(({ verdict }) => verdict === 'unknown');
  const consequences = diagnosis.findings.length - roots.length;
  const verdicts = {
    failing: [
      'red',
      'FAILING',
      [counted(roots.length, 'root cause'), ...(consequences === 0 ? [] : [counted(consequences, 'consequence')])].join(
        ', ',
      ),
    ],
    healthy: ['green', 'HEALTHY', describeChecks(examination.report)],
    degraded: ['yellow', 'DEGRADED', counted(roots.length, 'warning')],
    incomplete: ['yellow', 'INCOMPLETE', 'no faults found, but some checks could not run'],
  } as const;
  const [color, word, text] = verdicts[diagnosis.verdict];
  screen.heading('Diagnosis');
  screen.tell(`${word}: ${text}.`, 0, '', [color, 'bold']);
  for (const note of examination.report.notes ?? []) screen.tell(note);
  if (examination.report.conclusion !== undefined) screen.tell(examination.report.conclusion);
  for (const reason of new Set(unknown.map((check) => check.reason ?? ''))) screen.tell(reason, 4, '  ? ');
}

/** A root cause: what it is, where it stands on the packet's path, of a VM that was asked for, and what follows from it. */
export function printCause(screen: Screen, examination: Examination, finding: Finding, ports: readonly string[]): void {
  const { findings } = examination.diagnosis;
  const mark = finding.severity === 'error' ? screen.paint('red', '✗') : screen.paint('yellow', '!');
  screen.say('');
  screen.tell(finding.summary, 2, `${mark} `, 'bold');
  screen.say(screen.paint('dim', `  layer ${finding.layer}, ${finding.check}`));
  const hops = pathOf(examination.topology, finding, ports);
  if (hops.length > 0) {
    screen.say('');
    if (screen.isPlain) screen.tell(printPath(hops), 2);
    else
      screen.say(...drawPath(hops, screen.width - 6, (text) => screen.paint('red', text)).map((line) => `    ${line}`));
  }
  const consequences = findings.filter(({ causedBy }) => causedBy.includes(finding.id));
  if (consequences.length > 0) {
    screen.say('', '  Consequences:');
    for (const { summary } of consequences.slice(0, 5)) screen.tell(summary, 4, '  - ');
    if (consequences.length > 5) screen.say(`    and ${consequences.length - 5} more`);
  }
  screen.say('');
}

/** What a user loses by it. */
export function printWhy(screen: Screen, { check }: Finding, catalogue: readonly Check[]): void {
  const known = catalogue.find(({ id }) => id === check);
  screen.say('');
  screen.tell(known?.why ?? 'No explanation is available.', 2);
  screen.say('');
}

/** The commands that show it, with their output. */
export function printEvidence(screen: Screen, { evidence }: Finding): void {
  screen.say('');
  for (const { command, output } of evidence) {
    screen.commands([command], 4, '  $ ', 'dim');
    screen.quote(output, 4);
  }
  screen.say('');
}
