import { writeReport } from '../commands/diagnose.ts';
import type { Examination } from '../commands/examine.ts';
import type { Check } from '../engine/check.ts';
import { counted } from '../engine/words.ts';
import { UserError } from '../errors.ts';
import { commandLines } from '../report/command-line.ts';
import { renderJson } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { renderText } from '../report/text.ts';
import { rootsOf } from './causes.ts';
import type { Session } from './session.ts';
import type { Outcome } from './treatment.ts';

/** What became of a root cause in this conversation. */
export interface Done {
  readonly summary: string;
  readonly outcome: Outcome;
}

const words: Readonly<Record<Outcome, string>> = {
  healed: 'healed',
  'rolled-back': 'the fix did not help and was taken back',
  left: 'the fix did not help and stands',
  declined: 'not fixed',
};

/** What was found, done and left, and how to see it again. */
export function tellEnd({ screen, journal, chosen }: Session, last: Examination, done: readonly Done[]): void {
  screen.heading('End');
  for (const { summary, outcome } of done) screen.tell(`${summary} → ${words[outcome]}.`, 4, '  - ');
  const left = rootsOf(last).filter(({ severity }) => severity === 'error').length;
  const rest = {
    healthy: 'Nothing is broken now.',
    failing: `${counted(left, 'root cause')} left.`,
    incomplete: 'Nothing fails, but not everything could be looked at.',
  } as const;
  screen.tell(rest[last.diagnosis.verdict]);
  if (journal.isOpen) screen.tell(`All that was done is in ${journal.file}.`);
  screen.say('To repeat this look:');
  const { target, from, playbook, settings, checks, isPassive } = chosen;
  const repeated = [
    ...['qdoctor', '--ci', ...(playbook === 'full' ? [] : [playbook])],
    ...settings.flatMap((setting) => ['--set', setting]),
    ...checks.flatMap((path) => ['--checks', path]),
    ...target.networks.flatMap((id) => ['--network', id]),
    ...target.routers.flatMap((id) => ['--router', id]),
    ...target.ports.flatMap((port) => ['--port', port]),
    ...(from === undefined ? (isPassive ? ['--passive'] : []) : ['--from', from]),
  ];
  for (const line of commandLines(repeated, 78)) screen.say(`  ${screen.paint('cyan', line)}`);
}

type Kind = 'text' | 'markdown' | 'json' | 'recording' | 'nothing';

/** Saves what the user wants to keep, one after the other. */
export async function offerToSave(session: Session, last: Examination): Promise<void> {
  const { screen, asker, recorder } = session;
  for (;;) {
    const kind = await asker.choose<Kind>('Keep something of it?', [
      { label: 'No, that is all', value: 'nothing' },
      { label: 'The report as text', value: 'text' },
      { label: 'The report as Markdown, for a ticket', value: 'markdown' },
      { label: 'The report as JSON', value: 'json' },
      ...(session.isLive
        ? [{ label: 'A recording of the host, to be diagnosed elsewhere', value: 'recording' as const }]
        : []),
    ]);
    if (kind === 'nothing') return;
    const suggestion = {
      text: 'qdoctor.txt',
      markdown: 'qdoctor.md',
      json: 'qdoctor.json',
      recording: 'qdoctor-recording',
    };
    const file = await asker.type(kind === 'recording' ? 'Into which folder?' : 'Into which file?', suggestion[kind]);
    try {
      if (kind === 'recording') await recorder?.save(file, aboutRecording(session.chosen), new Date());
      else await writeReport(file, rendered(kind, last, session.chosen.catalogue));
      screen.tell(`Saved: ${file}`);
    } catch (error) {
      // A folder that can't be written to is no reason to lose the conversation.
      if (!(error instanceof UserError) && (error as NodeJS.ErrnoException).code === undefined) throw error;
      screen.tell((error as Error).message);
    }
  }
}

const aboutRecording = ({ playbook, isPassive, waitSeconds }: Session['chosen']) => ({
  note: 'Recorded by the wizard.',
  playbook,
  ...(isPassive ? { listenedSeconds: waitSeconds } : {}),
});

function rendered(kind: 'text' | 'markdown' | 'json', { report }: Examination, checks: readonly Check[]): string {
  if (kind === 'json') return renderJson(report);
  if (kind === 'markdown') return renderMarkdown(report, checks);
  return renderText(report, { hasColor: false, isVerbose: true, checks });
}
