import { tellStanding } from '../commands/fix.ts';
import { openHost } from '../commands/open-host.ts';
import { catalogueWith } from '../commands/own-checks.ts';
import type { Check } from '../engine/check.ts';
import { UserError } from '../errors.ts';
import { Journal } from '../fix/journal.ts';
import { version } from '../package.ts';
import { showProgress } from '../report/progress.ts';
import { type Asker, Interrupted } from './ask.ts';
import { askPlainly } from './ask-plainly.ts';
import { askWithKeys } from './ask-with-keys.ts';
import { type Done, offerToSave, tellEnd } from './ending.ts';
import { lookAround, type Surroundings } from './look-around.ts';
import type { WizardOptions } from './options.ts';
import { askWhatToDo } from './questions.ts';
import { goThrough } from './rounds.ts';
import { type Screen, screenOf } from './screen.ts';
import { Session } from './session.ts';
import { askForStart, tryInLab, whyNotThisHost } from './start.ts';
import { type Symptom, symptoms } from './symptoms.ts';

/** From a symptom to a healed VM, or to a file for a ticket. Gives the exit code of what was found last. */
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
  readonly catalogue: readonly Check[];
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
  const chosen = await askWhatToDo(asker, options, conversation.symptom, from, surroundings, conversation.catalogue);
  const session = new Session(screen, asker, chosen, journal, interrupt);
  const done: Done[] = [];
  const last = await goThrough(session, done);
  tellEnd(session, last, done);
  await offerToSave(session, last);
  return last.exitCode;
}

/** The first look, told in a line. */
async function meet({ options, screen, interrupt }: Conversation, from: string | undefined): Promise<Surroundings> {
  const host = await openHost({ from, timeoutSeconds: options.timeoutSeconds }, interrupt);
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
