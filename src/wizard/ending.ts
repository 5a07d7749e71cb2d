import type { Examination } from '../app/examine.ts';
import { refuseTaken } from '../app/record.ts';
import { writeReport } from '../app/write-report.ts';
import { UserError } from '../errors.ts';
import { giveToCaller, writing } from '../files.ts';
import { type ReportFormat, usualWidth } from '../report/formats/format.ts';
import { reportFormats } from '../report/formats/index.ts';
import { counted } from '../words.ts';
import { Back } from './ask.ts';
import { rootsOf } from './causes.ts';
import type { Outcome } from './fixing.ts';
import type { Rounds } from './rounds.ts';
import type { Session } from './session.ts';

const words: Readonly<Record<Outcome, string>> = {
  healed: 'fixed',
  'rolled-back': 'the fix did not help and was rolled back',
  left: 'the fix did not help and is still applied',
  declined: 'not fixed',
  withdrawn: 'no longer as diagnosed; nothing was changed',
};

/** What was found, done and left, also elsewhere on the host where something was changed, and how to see it again. */
export async function printEnd(session: Session, { now, outcomes }: Rounds): Promise<void> {
  const { screen, journal, chosen } = session;
  const isFixed = [...outcomes.values()].some(({ outcome }) => outcome === 'healed');
  const all = isFixed && session.isLive && session.isNarrow ? await session.examineAll() : undefined;
  screen.heading('Summary');
  for (const { summary, outcome } of outcomes.values()) screen.tell(`${summary} → ${words[outcome]}.`, 4, '  - ');
  const left = rootsOf(now).filter(({ severity }) => severity === 'error').length;
  const rest = {
    healthy: 'No faults found in the layers checked.',
    degraded: 'Nothing fails; warnings remain.',
    failing: `${counted(left, 'root cause')} left.`,
    incomplete: 'No faults found; some checks could not run.',
  } as const;
  screen.tell(rest[now.diagnosis.verdict]);
  if (all !== undefined) printElsewhere(session, now, all);
  if (journal.isOpen) screen.tell(`Fix log: ${journal.file}`);
  screen.say('To run this diagnosis again:');
  const { target, from, playbook, checks, isPassive } = chosen;
  const command = [
    ...['qdoctor', '--ci', ...(playbook === 'full' ? [] : [playbook])],
    ...session.shownSettings.flatMap((setting) => ['--set', setting]),
    ...checks.flatMap((path) => ['--checks', path]),
    ...target.networks.flatMap((id) => ['--network', id]),
    ...target.routers.flatMap((id) => ['--router', id]),
    ...target.ports.flatMap((port) => ['--port', port]),
    ...(from === undefined ? (isPassive ? ['--passive'] : []) : ['--from', from]),
  ];
  screen.commands([command], 2);
}

/** Errors of the host that are none of those that were asked about. */
function printElsewhere({ screen }: Session, now: Examination, all: Examination): void {
  const known = new Set(now.diagnosis.findings.map(({ summary }) => summary));
  const others = rootsOf(all).filter(({ severity, summary }) => severity === 'error' && !known.has(summary));
  if (others.length === 0) {
    screen.tell('Rest of the host: no further faults found.');
    return;
  }
  screen.tell(`Elsewhere on this host: ${counted(others.length, 'root cause')}:`);
  for (const { summary } of others) screen.tell(summary, 4, '  ✗ ');
}

type Kind = ReportFormat | 'recording' | 'nothing';

/** Saves what the user wants to keep, one after the other; throws `Back` where the user wants to go on instead. */
export async function offerToSave(session: Session, last: Examination): Promise<void> {
  const { screen, asker } = session;
  for (;;) {
    const kind = await asker.choose<Kind>('Save results?', [
      { label: 'No, quit', value: 'nothing' },
      ...reportFormats.flatMap((format) =>
        format.label === undefined ? [] : { label: `Report as ${format.label}`, value: format },
      ),
      ...(session.isLive
        ? [{ label: 'Recording of the host, to diagnose it elsewhere', value: 'recording' as const }]
        : []),
    ]);
    if (kind === 'nothing') return;
    try {
      const [what, suggestion] = kind === 'recording' ? ['Folder', 'qdoctor-recording'] : ['File', kind.fileName];
      const file = await asker.type(what, suggestion);
      await save(session, last, kind, file);
      screen.tell(`Saved: ${file}`);
    } catch (error) {
      // A folder that can't be written to is no reason to lose the conversation.
      if (error instanceof UserError) screen.tell(`${error.message} ${error.hint ?? ''}`);
      else if (!(error instanceof Back)) throw error;
    }
  }
}

async function save(
  { chosen, recorder }: Session,
  last: Examination,
  kind: ReportFormat | 'recording',
  file: string,
): Promise<void> {
  if (kind === 'recording') {
    refuseTaken(file);
    await writing(file, async () => recorder?.save(file, aboutRecording(chosen), new Date()));
    giveToCaller(file);
    return;
  }
  const context = { hasColor: false, isVerbose: true, checks: chosen.catalogue, width: usualWidth };
  await writeReport(file, kind.render(last.report, context));
}

const aboutRecording = ({ playbook, isPassive, waitSeconds }: Session['chosen']) => ({
  note: 'Recorded by the wizard.',
  playbook,
  ...(isPassive ? { listenedSeconds: waitSeconds } : {}),
});
