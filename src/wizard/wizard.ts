import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Examination, openHost } from '../commands/diagnose.ts';
import { tellStanding } from '../commands/fix.ts';
import { UserError } from '../errors.ts';
import { Journal } from '../fix/journal.ts';
import { packageRoot, version } from '../package.ts';
import { printableLine } from '../report/printable.ts';
import { showProgress } from '../report/progress.ts';
import { type Asker, type Choice, Interrupted } from './ask.ts';
import { askPlainly } from './ask-plainly.ts';
import { askWithKeys } from './ask-with-keys.ts';
import { rootsOf, tellCause, tellEvidence, tellVerdict, tellWhy } from './causes.ts';
import { type Done, offerToSave, tellEnd } from './ending.ts';
import { watchableOf, watchLive } from './live.ts';
import { lookAround, type Surroundings } from './look-around.ts';
import { type Screen, screenOf } from './screen.ts';
import { type Chosen, Session } from './session.ts';
import { askForStart, tryInLab, whyNotThisHost } from './start.ts';
import { type Symptom, symptoms } from './symptoms.ts';
import { type Target, targetsOf, wholeHost } from './targets.ts';
import { type Outcome, tellFix, treat } from './treatment.ts';

/** Answers that were given up front; undefined: it is asked. */
export interface WizardOptions {
  readonly symptom: string | undefined;
  readonly target: Target;
  readonly from: string | undefined;
  readonly isPassive: boolean | undefined;
  readonly waitSeconds: number;
  readonly timeoutSeconds: number;
  readonly failOn: 'error' | 'warning';
  readonly logFile: string | undefined;
  readonly isPlain: boolean;
  readonly hasColor: boolean;
}

/** From a symptom to a healed VM, or to a file for a ticket. Gives the exit code of what was found last. */
export async function runWizard(options: WizardOptions, interrupt: AbortSignal): Promise<number> {
  const symptom = symptomOf(options.symptom);
  const screen = screenOf({ ...options, hasColor: options.hasColor && !options.isPlain });
  const asker = options.isPlain ? askPlainly(interrupt) : askWithKeys(interrupt, options.hasColor);
  const journal = new Journal(options.logFile);
  try {
    return await converse({ options, symptom, screen, asker, journal, interrupt });
  } catch (error) {
    if (!(error instanceof Interrupted) && !interrupt.aborted) throw error;
    screen.say('');
    process.stdout.write(tellStanding(journal));
    return 130;
  } finally {
    asker.close();
  }
}

function symptomOf(id: string | undefined): Symptom | undefined {
  const found = symptoms.find((symptom) => symptom.id === id);
  if (id === undefined || found !== undefined) return found;
  throw new UserError(`There is no symptom '${id}'.`, {
    hint: `It is one of ${symptoms.map((one) => one.id).join(', ')}.`,
  });
}

interface Conversation {
  readonly options: WizardOptions;
  readonly symptom: Symptom | undefined;
  readonly screen: Screen;
  readonly asker: Asker;
  readonly journal: Journal;
  readonly interrupt: AbortSignal;
}

async function converse(conversation: Conversation): Promise<number> {
  const { options, screen, asker, journal, interrupt } = conversation;
  screen.say(screen.paint('bold', `qdoctor ${version}`));
  const obstacle = options.from === undefined ? whyNotThisHost() : undefined;
  let { from } = options;
  let surroundings: Surroundings | undefined;
  if (obstacle === undefined) {
    surroundings = await meet(conversation, from);
  } else {
    screen.tell(obstacle);
  }
  if (surroundings?.hasNetworks !== true) {
    const start = await askForStart(screen, asker, obstacle === undefined);
    if (start.kind === 'quit') return obstacle === undefined ? 0 : 3;
    if (start.kind === 'lab') return tryInLab(screen, asker, interrupt);
    if (start.kind === 'recording') {
      from = start.folder;
      surroundings = await meet(conversation, from);
    }
  }
  if (surroundings === undefined) throw new Error('nothing was looked at');
  const chosen = await askWhatToDo(conversation, from, surroundings);
  const session = new Session(screen, asker, chosen, journal, interrupt);
  const done: Done[] = [];
  const last = await goThrough(session, done);
  tellEnd(session, last, done);
  await offerToSave(session, last);
  return last.exitCode;
}

/** The first look, told in a line. */
async function meet({ options, screen, interrupt }: Conversation, from: string | undefined): Promise<Surroundings> {
  const host = openHost({ from, timeoutSeconds: options.timeoutSeconds }, interrupt);
  const look = (say: (what: string) => void) => lookAround(host, say);
  const found = options.isPlain
    ? await look(() => undefined)
    : await showProgress('Looking around', (progress) => look((what) => progress.say(what)));
  if (interrupt.aborted) throw new Interrupted();
  screen.tell(`On ${host.name}${from === undefined ? '' : ' (a recording)'}: ${found.summary}`);
  for (const reason of found.obstacles) screen.tell(reason, 4, '  ? ');
  if (!found.hasNetworks)
    screen.tell('Nothing of Quantum or Neutron is to be seen here: no router, no network, no VM.');
  screen.say('');
  return found;
}

async function askWhatToDo(
  { options, symptom, asker }: Conversation,
  from: string | undefined,
  { topology }: Surroundings,
): Promise<Chosen> {
  const { playbook, asksFor } = symptom ?? (await askForSymptom(asker));
  const isTold = Object.values(options.target).some((ids) => ids.length > 0);
  const target =
    isTold || asksFor === 'nothing'
      ? options.target
      : await asker.find('Which one? (type to search)', targetsOf(topology));
  const isPassive = options.isPassive ?? (from === undefined ? await askForPassive(asker) : false);
  const { waitSeconds, timeoutSeconds, failOn } = options;
  return { from, playbook, target: target ?? wholeHost, isPassive, waitSeconds, timeoutSeconds, failOn };
}

async function askForSymptom(asker: Asker): Promise<Pick<Symptom, 'playbook' | 'asksFor'>> {
  type Answer = Pick<Symptom, 'playbook' | 'asksFor'> | 'playbook';
  const answer = await asker.choose<Answer>('What is wrong?', [
    ...symptoms.map((symptom): Choice<Answer> => ({ label: symptom.label, value: symptom })),
    { label: 'Run a playbook …', value: 'playbook' },
  ]);
  if (answer !== 'playbook') return answer;
  const names = readdirSync(join(packageRoot, 'playbooks')).map((file) => basename(file, '.yaml'));
  const name = await asker.find('Which playbook?', [
    ...names.map((value) => ({ label: value, value })),
    { label: 'One of my own, by its path', value: '' },
  ]);
  return { playbook: name === '' ? await asker.type('The path of the playbook', '') : name, asksFor: 'vm' };
}

const askForPassive = (asker: Asker): Promise<boolean> =>
  asker.choose('What may I do?', [
    {
      label: 'Look, and send one DHCPDISCOVER and pings',
      value: false,
      hint: 'Nothing is changed: a DISCOVER takes no lease.',
    },
    { label: 'Only look, and listen a while', value: true, hint: 'No packet is sent. Less can be told.' },
  ]);

type Step = 'fix' | 'show' | 'evidence' | 'why' | 'watch' | 'next' | 'end';

/** Looks, then goes from cause to cause; gives back the last look. */
async function goThrough(session: Session, done: Done[]): Promise<Examination> {
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
    if (outcome !== undefined) done.push({ summary: printableLine(finding.summary), outcome });
    else done.push({ summary: printableLine(finding.summary), outcome: 'declined' });
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

async function askAbout(
  session: Session,
  now: Examination,
  finding: Awaited<ReturnType<typeof rootsOf>>[number],
): Promise<Answered> {
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
    else if (step === 'why') tellWhy(screen, finding);
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
