import { catalogueWith } from '../app/custom-checks.ts';
import { Journal } from '../app/fix/journal.ts';
import { describeInterruption } from '../app/fix/repair.ts';
import { hostsIn, openHost } from '../app/open-host.ts';
import type { Check } from '../engine/check.ts';
import { UserError } from '../errors.ts';
import { meant } from '../nearest.ts';
import { version } from '../package.ts';
import { printableLine } from '../report/printable.ts';
import { showProgress } from '../report/show-progress.ts';
import { type Asker, Back, Interrupted, Turn, withoutBack } from './ask.ts';
import { askPlainly } from './ask-plainly.ts';
import { askWithKeys } from './ask-with-keys.ts';
import { offerToSave, printEnd } from './ending.ts';
import { offerUnfinished } from './fixing.ts';
import type { WizardOptions } from './options.ts';
import { type Place, Questions } from './questions.ts';
import { goThrough, type Rounds, reopen, startRounds } from './rounds.ts';
import { type Screen, screenOf } from './screen.ts';
import { Session } from './session.ts';
import { askForStart, hostObstacle, tryInLab } from './start.ts';
import { type Survey, surveyHost } from './survey.ts';
import { type Symptom, symptoms } from './symptoms.ts';

/** From a symptom to a fixed VM, or to a file for a ticket. Gives the exit code of the last diagnosis. */
export async function runWizard(options: WizardOptions, interrupt: AbortSignal): Promise<number> {
  const symptom = symptomOf(options.symptom);
  const catalogue = await catalogueWith(options.checks);
  const screen = screenOf({ ...options, hasColor: options.hasColor && !options.isPlain });
  const asker = options.isPlain ? askPlainly(interrupt) : askWithKeys(interrupt, options.hasColor);
  const journal = new Journal(options.logFile);
  try {
    return await converse({ options, catalogue, symptom, screen, asker, journal, interrupt });
  } catch (error) {
    if (!(error instanceof Interrupted) && !interrupt.aborted) throw error;
    screen.say('');
    process.stdout.write(describeInterruption(journal));
    return 130;
  } finally {
    asker.close();
  }
}

function symptomOf(id: string | undefined): Symptom | undefined {
  const found = symptoms.find((symptom) => symptom.id === id);
  if (id === undefined || found !== undefined) return found;
  const names = symptoms.map((one) => one.id);
  throw new UserError(`Unknown symptom '${id}'.`, { hint: meant(id, names, `Symptoms: ${names.join(', ')}.`) });
}

interface Conversation {
  readonly options: WizardOptions;
  readonly catalogue: readonly Check[];
  readonly symptom: Symptom | undefined;
  readonly screen: Screen;
  readonly asker: Asker;
  readonly journal: Journal;
  readonly interrupt: AbortSignal;
}

/** The user chose to do something else than a diagnosis, which ended so. */
class Ended extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('ended');
    this.exitCode = exitCode;
  }
}

async function converse(conversation: Conversation): Promise<number> {
  const { options, catalogue, symptom, screen, asker, journal, interrupt } = conversation;
  screen.say(screen.paint('bold', `qdoctor ${version}`));
  let own: Place | undefined;
  let place: Place | undefined;
  const surveyed = (): Place => {
    if (place === undefined) throw new Error('no host was surveyed');
    return place;
  };
  const questions = new Questions(asker, options, symptom, catalogue, surveyed);
  const where = async (): Promise<boolean> => {
    const obstacle = options.from === undefined ? hostObstacle() : undefined;
    if (obstacle === undefined) own ??= await placeAt(conversation, options.from);
    else screen.tell(obstacle);
    if (obstacle === undefined && options.from === undefined) await offerUnfinished(conversation);
    place = own;
    if (own?.survey.hasNetworks === true) return false;
    for (;;) {
      const start = await askForStart(screen, asker, obstacle === undefined);
      if (start.kind === 'quit') throw new Ended(obstacle === undefined ? 0 : 3);
      if (start.kind === 'lab') throw new Ended(await tryInLab(screen, start.fault, interrupt));
      if (start.kind === 'host') return true;
      try {
        place = await placeAt(conversation, start.folder);
        return true;
      } catch (error) {
        // A path is mistyped easily, and Which host? can be left.
        if (error instanceof UserError) screen.tell(`${error.message} ${error.hint ?? ''}`);
        else if (!(error instanceof Back)) throw error;
      }
    }
  };
  const turn = new Turn([where, ...questions.steps]);
  const fromTheFirst = async (error: unknown): Promise<true> => {
    if (!(error instanceof Back)) throw error;
    await withoutBack(() => turn.run());
    return true;
  };
  try {
    await withoutBack(() => turn.run());
    const askAgain = () => turn.back().catch(fromTheFirst);
    for (;;) {
      const session = new Session(screen, asker, questions.chosen, journal, interrupt);
      const rounds = await startRounds(session);
      const isDone = await untilSaved(session, rounds, askAgain);
      if (isDone) return rounds.now.exitCode;
    }
  } catch (error) {
    if (error instanceof Ended) return error.exitCode;
    throw error;
  }
}

/** Goes through the causes to the end; false where earlier answers were changed, so that all begins anew. */
async function untilSaved(session: Session, rounds: Rounds, askAgain: () => Promise<boolean>): Promise<boolean> {
  for (let isAtEnd = false; ; ) {
    try {
      if (!isAtEnd) {
        await goThrough(session, rounds);
        await printEnd(session, rounds);
        isAtEnd = true;
      }
      await offerToSave(session, rounds.now);
      return true;
    } catch (error) {
      if (!(error instanceof Back)) throw error;
      if (!isAtEnd) {
        if (await askAgain()) return false;
      } else if (rounds.isOpen || reopen(rounds)) isAtEnd = false;
    }
  }
}

/** Which host of a recording; asked only where it is of several. */
async function hostToRead({ asker, interrupt }: Conversation, from: string): Promise<string> {
  const [first = '', ...others] = await hostsIn(from, interrupt);
  if (others.length === 0) return first;
  return asker.choose(
    'Which host?',
    [first, ...others].map((name) => ({ label: printableLine(name), value: name })),
  );
}

/** A host or a recording, with what is on it. */
async function placeAt(conversation: Conversation, from: string | undefined): Promise<Place> {
  const recordedHost = from === undefined ? undefined : await hostToRead(conversation, from);
  return { from, recordedHost, survey: await surveyAndShow(conversation, from, recordedHost) };
}

/** What is on the host, in one line. */
async function surveyAndShow(
  { options, screen, interrupt }: Conversation,
  from: string | undefined,
  recordedHost: string | undefined,
): Promise<Survey> {
  const host = await openHost({ from, recordedHost, timeoutSeconds: options.timeoutSeconds }, interrupt);
  const survey = (say: (what: string) => void) => surveyHost(host, say);
  const found = options.isPlain
    ? await survey(() => undefined)
    : await showProgress('Reading the host', (progress) => survey((what) => progress.say(what)));
  if (interrupt.aborted) throw new Interrupted();
  screen.tell(`On ${host.name}${from === undefined ? '' : ' (a recording)'}: ${found.summary}`);
  for (const reason of found.obstacles) screen.tell(reason, 4, '  ? ');
  if (!found.hasNetworks) screen.tell('No Quantum/Neutron resources found: no router, no network, no VM.');
  screen.say('');
  return found;
}
