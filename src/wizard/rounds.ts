import type { Examination } from '../app/examine.ts';
import type { Finding } from '../engine/diagnose.ts';
import { printableLine } from '../report/printable.ts';
import { Back } from './ask.ts';
import { printCause, printEvidence, printVerdict, printWhy, rootsOf } from './causes.ts';
import { type Outcome, offerFix, printFix } from './fixing.ts';
import { watchableOf, watchLive } from './live.ts';
import type { Session } from './session.ts';

type Step = 'fix' | 'show' | 'evidence' | 'why' | 'watch' | 'next' | 'end';

/** The causes of one conversation: what was found last, and what became of each. */
export interface Rounds {
  now: Examination;
  /** It was left at a cause that is still to be decided. */
  isOpen: boolean;
  /** Those that were gone on from, in their order. */
  readonly passed: string[];
  /** Of each root cause that was shown. */
  readonly outcomes: Map<string, { readonly summary: string; readonly outcome: Outcome }>;
}

const keyOf = ({ check, subject }: Finding): string => `${check} ${subject.id}`;

/** Examines the host. */
export async function startRounds(session: Session): Promise<Rounds> {
  session.screen.say('');
  const now = await session.examine();
  printVerdict(session.screen, now);
  return { now, isOpen: false, passed: [], outcomes: new Map() };
}

/** Goes from cause to cause, up to the last or to the end; throws `Back` where the user wants to change earlier answers. */
export async function goThrough(session: Session, rounds: Rounds): Promise<void> {
  rounds.isOpen = false;
  for (;;) {
    const finding = rootsOf(rounds.now).find((root) => !rounds.passed.includes(keyOf(root)));
    if (finding === undefined) break;
    const key = keyOf(finding);
    const note = (outcome: Outcome) => rounds.outcomes.set(key, { summary: printableLine(finding.summary), outcome });
    if (!rounds.outcomes.has(key)) note('declined');
    printCause(session.screen, rounds.now, finding, session.chosen.target.ports);
    try {
      const { step, after, outcome } = await askAbout(session, rounds.now, finding);
      if (step === 'end') {
        rounds.isOpen = true;
        return;
      }
      rounds.passed.push(key);
      if (outcome !== undefined) note(outcome);
      rounds.now = after;
    } catch (error) {
      if (!(error instanceof Back) || !reopen(rounds)) throw error;
    }
  }
  if (rootsOf(rounds.now).length === 0 && rounds.outcomes.size === 0) await offerToWatch(session, rounds.now);
}

/** Goes back to the cause that was gone on from last; false where there is none that is still to be decided. */
export function reopen({ passed, outcomes }: Rounds): boolean {
  const last = passed.at(-1);
  if (last === undefined || outcomes.get(last)?.outcome !== 'declined') return false;
  passed.pop();
  return true;
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
      ...(fix === null ? [] : [{ label: 'Show the fix (no changes)', value: 'show' as const }]),
      { label: 'Show the evidence', value: 'evidence' },
      { label: 'Why does this matter?', value: 'why' },
      ...(watchable === undefined ? [] : [{ label: 'Watch DHCP live while a VM boots', value: 'watch' as const }]),
      ...(isLast ? [] : [{ label: 'Next root cause', value: 'next' as const }]),
      { label: 'Finish', value: 'end' },
    ]);
    if (step === 'evidence') printEvidence(screen, finding);
    else if (step === 'why') printWhy(screen, finding, chosen.catalogue);
    else if (step === 'show' && fix !== null) printFix(screen, fix);
    else if (step === 'watch' && watchable !== undefined) await watchLive(session, watchable);
    else if (step === 'fix') {
      const { outcome, after } = await offerFix(session, now, finding);
      if (outcome !== 'declined') return { step, after, outcome };
    } else return { step, after: now };
  }
}

/** A host without a fault, and a user with one: the wire may tell what no check knows. */
async function offerToWatch(session: Session, { topology }: Examination): Promise<void> {
  const watchable = session.isLive ? watchableOf(topology, session.chosen.target.ports) : undefined;
  if (watchable === undefined) return;
  const answer = await session.asker.choose('Does it still fail? DHCP can be watched live while the VM boots.', [
    { label: 'No, finish', value: false },
    { label: 'Watch it', value: true },
  ]);
  if (answer) await watchLive(session, watchable);
}
