import type { Examination } from '../commands/examine.ts';
import type { Finding } from '../engine/diagnose.ts';
import { printableLine } from '../report/printable.ts';
import { rootsOf, tellCause, tellEvidence, tellVerdict, tellWhy } from './causes.ts';
import type { Done } from './ending.ts';
import { watchableOf, watchLive } from './live.ts';
import type { Session } from './session.ts';
import { type Outcome, tellFix, treat } from './treatment.ts';

type Step = 'fix' | 'show' | 'evidence' | 'why' | 'watch' | 'next' | 'end';

/** Looks, then goes from cause to cause; gives back the last look. */
export async function goThrough(session: Session, done: Done[]): Promise<Examination> {
  const { screen } = session;
  screen.say('');
  let now = await session.examine();
  tellVerdict(screen, now);
  const passed = new Set<string>();
  for (;;) {
    const finding = rootsOf(now).find(({ check, subject }) => !passed.has(`${check} ${subject.id}`));
    if (finding === undefined) break;
    tellCause(screen, now, finding);
    const { step, after, outcome } = await askAbout(session, now, finding);
    passed.add(`${finding.check} ${finding.subject.id}`);
    done.push({ summary: printableLine(finding.summary), outcome: outcome ?? 'declined' });
    now = after;
    if (step === 'end') break;
  }
  if (rootsOf(now).length === 0 && done.length === 0) await offerToWatch(session, now);
  return now;
}

interface Answered {
  readonly step: Step;
  readonly after: Examination;
  readonly outcome?: Outcome;
}

async function askAbout(session: Session, now: Examination, finding: Finding): Promise<Answered> {
  const { screen, asker, chosen, isLive } = session;
  const { fix } = finding;
  const watchable = isLive ? watchableOf(now.topology, chosen.target.ports, finding) : undefined;
  const isLast = rootsOf(now).at(-1) === finding;
  for (;;) {
    const step = await asker.choose<Step>('What now?', [
      ...(fix !== null && isLive ? [{ label: 'Fix it …', value: 'fix' as const }] : []),
      ...(fix === null ? [] : [{ label: 'Show the fix, change nothing', value: 'show' as const }]),
      { label: 'Show the evidence', value: 'evidence' },
      { label: 'Why does this matter?', value: 'why' },
      ...(watchable === undefined ? [] : [{ label: 'Watch a VM ask for its address, live', value: 'watch' as const }]),
      ...(isLast ? [] : [{ label: 'Go on to the next cause', value: 'next' as const }]),
      { label: 'End', value: 'end' },
    ]);
    if (step === 'evidence') tellEvidence(screen, finding);
    else if (step === 'why') tellWhy(screen, finding, chosen.catalogue);
    else if (step === 'show' && fix !== null) tellFix(screen, fix);
    else if (step === 'watch' && watchable !== undefined) await watchLive(session, watchable);
    else if (step === 'fix') {
      const { outcome, after } = await treat(session, now, finding);
      if (outcome !== 'declined') return { step, after, outcome };
    } else return { step, after: now };
  }
}

/** A host without a fault, and a user with one: the wire may tell what no check knows. */
async function offerToWatch(session: Session, { topology }: Examination): Promise<void> {
  const watchable = session.isLive ? watchableOf(topology, session.chosen.target.ports) : undefined;
  if (watchable === undefined) return;
  const answer = await session.asker.choose('Does it still fail? Its DHCP can be watched live while it boots.', [
    { label: 'No need', value: false },
    { label: 'Watch it', value: true },
  ]);
  if (answer) await watchLive(session, watchable);
}
