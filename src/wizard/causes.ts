import type { Examination } from '../commands/examine.ts';
import type { Check } from '../engine/check.ts';
import type { Finding } from '../engine/diagnose.ts';
import { counted } from '../engine/words.ts';
import { commandLines } from '../report/command-line.ts';
import { printable } from '../report/printable.ts';
import { drawWay, tellWay, wayOf } from './picture.ts';
import type { Screen } from './screen.ts';

export const rootsOf = ({ diagnosis }: Examination): readonly Finding[] =>
  diagnosis.findings.filter(({ cause }) => cause === 'root');

/** The verdict in a line, and what could not be looked at. */
export function tellVerdict(screen: Screen, examination: Examination): void {
  const { diagnosis } = examination;
  const roots = rootsOf(examination);
  const unknown = diagnosis.checks.filter(({ verdict }) => verdict === 'unknown');
  screen.heading('Diagnosis');
  if (diagnosis.verdict === 'failing') {
    const consequences = diagnosis.findings.length - roots.length;
    const follow = consequences === 0 ? '' : `, and ${counted(consequences, 'consequence')} of it`;
    screen.say(`${screen.paint(['red', 'bold'], 'Found')}: ${counted(roots.length, 'root cause')}${follow}.`);
  } else if (diagnosis.verdict === 'healthy') {
    screen.say(
      `${screen.paint(['green', 'bold'], 'Healthy')}: ${counted(diagnosis.checks.length, 'check')}, nothing is broken that qdoctor knows.`,
    );
    if (roots.length > 0) screen.say(`${counted(roots.length, 'warning')}:`);
  } else {
    screen.tell('Nothing failed, but not everything could be looked at:');
  }
  if (examination.report.conclusion !== undefined) screen.tell(examination.report.conclusion);
  for (const reason of new Set(unknown.map((check) => check.reason ?? ''))) screen.tell(reason, 4, '  ? ');
}

/** A root cause: what it is, where it stands on the packet's way, and what follows from it. */
export function tellCause(screen: Screen, examination: Examination, finding: Finding): void {
  const { findings } = examination.diagnosis;
  const mark = finding.severity === 'error' ? screen.paint('red', '✗') : screen.paint('yellow', '!');
  screen.say('');
  screen.tell(finding.summary, 2, `${mark} `, 'bold');
  screen.say(screen.paint('dim', `  layer ${finding.layer}, ${finding.check}`));
  const hops = wayOf(examination.topology, finding);
  if (hops.length > 0) {
    screen.say('');
    if (screen.isPlain) screen.tell(tellWay(hops), 2);
    else screen.say(...drawWay(hops, 74, (text) => screen.paint('red', text)).map((line) => `    ${line}`));
  }
  const consequences = findings.filter(({ causedBy }) => causedBy.includes(finding.id));
  if (consequences.length > 0) {
    screen.say('', '  From it follows:');
    for (const { summary } of consequences.slice(0, 5)) screen.tell(summary, 4, '  - ');
    if (consequences.length > 5) screen.say(`    and ${consequences.length - 5} more`);
  }
  screen.say('');
}

/** Why anybody should care. */
export function tellWhy(screen: Screen, { check }: Finding, catalogue: readonly Check[]): void {
  const known = catalogue.find(({ id }) => id === check);
  screen.say('');
  screen.tell(known?.why ?? 'Nothing is written about it.', 2);
  screen.say('');
}

/** What shows it, as commands to see it with one's own eyes. */
export function tellEvidence(screen: Screen, { evidence }: Finding): void {
  screen.say('');
  for (const { command, output } of evidence) {
    for (const [index, line] of commandLines(command, 76).entries()) {
      screen.say(screen.paint('dim', `  ${index === 0 ? '$ ' : '  '}${printable(line)}`));
    }
    screen.quote(output, 4);
  }
  screen.say('');
}
