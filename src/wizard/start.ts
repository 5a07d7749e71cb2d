import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { injectFault } from '../lab/faults/apply.ts';
import { faults } from '../lab/faults/index.ts';
import { labObstacle, startLab } from '../lab/lab.ts';
import { ownCommand, packageRoot } from '../package.ts';
import { scratchFolder } from '../scratch.ts';
import { type Asker, Back, type Choice } from './ask.ts';
import type { Screen } from './screen.ts';

/** What to do where this host itself can't be diagnosed. */
export type Start =
  | { readonly kind: 'recording'; readonly folder: string }
  | { readonly kind: 'lab'; readonly fault: (typeof faults)[number] }
  | { readonly kind: 'host' }
  | { readonly kind: 'quit' };

type Kind = 'example' | 'recording' | 'pasted' | Exclude<Start['kind'], 'recording'>;

/** Why this host can't be diagnosed by this user. */
export function hostObstacle(): string | undefined {
  if (process.platform !== 'linux') return `A live diagnosis requires Linux; this is ${process.platform}.`;
  if (process.getuid?.() !== 0) {
    return 'Diagnosing this host requires root, to read the namespaces and Open vSwitch: sudo qdoctor';
  }
  return undefined;
}

const layout = 'neutron';

/** Asks what to do instead, with all that belongs to the answer. */
export async function askForStart(screen: Screen, asker: Asker, isHostPossible: boolean): Promise<Start> {
  const obstacle = await labObstacle();
  for (;;) {
    const kind = await asker.choose<Kind>('What instead?', [
      { label: "Open qdoctor's example recording of a broken host", value: 'example' },
      { label: 'Open a recording', value: 'recording' },
      { label: 'Paste terminal output, a mail or a ticket', value: 'pasted' },
      ...(obstacle === undefined ? [{ label: 'Try it in a private lab on this machine', value: 'lab' as const }] : []),
      ...(isHostPossible ? [{ label: 'Diagnose this host anyway', value: 'host' as const }] : []),
      { label: 'Quit', value: 'quit' },
    ]);
    try {
      switch (kind) {
        case 'example':
          return { kind: 'recording', folder: join(packageRoot, 'recordings/no-offer/broken') };
        case 'recording':
          return { kind, folder: await asker.type('Recording: a folder, an archive or a text', '.') };
        case 'pasted':
          return { kind: 'recording', folder: await keepPasted(asker) };
        case 'lab':
          return { kind, fault: await asker.find('Which fault to inject?', faultChoices()) };
        case 'quit':
          if (obstacle !== undefined) screen.tell(`No lab can run here: ${obstacle}.`);
          return { kind };
        case 'host':
          return { kind };
      }
    } catch (error) {
      if (!(error instanceof Back)) throw error;
    }
  }
}

const faultChoices = (): readonly Choice<(typeof faults)[number]>[] =>
  faults
    .filter(({ layouts }) => layouts.includes(layout))
    .map((value) => ({ label: value.title, short: value.id, value, hint: value.id }));

/**
 * Has the user paste what a host printed, and gives the file in which it is kept for as long as the wizard runs: each
 * examination opens the recording anew.
 */
async function keepPasted(asker: Asker): Promise<string> {
  const text = await asker.paste('Paste the output with its prompts, then press Ctrl-D on an empty line:');
  const file = join(scratchFolder(), 'pasted.txt');
  process.once('exit', () => rmSync(dirname(file), { recursive: true, force: true }));
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

/** A private host with a fault that the user chose, with a wizard of its own inside. */
export async function tryInLab(
  screen: Screen,
  fault: (typeof faults)[number],
  interrupt: AbortSignal,
): Promise<number> {
  screen.say('Starting a private host; this takes some seconds.');
  const lab = await startLab({ name: `wizard-${process.pid}`, layout, signal: interrupt });
  try {
    await injectFault(lab, fault);
    return await lab.exec([...ownCommand, ...(screen.isPlain ? ['--plain'] : [])]);
  } finally {
    await lab.down();
    screen.say('The private host was removed.');
  }
}
