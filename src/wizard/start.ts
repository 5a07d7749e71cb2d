import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { injectFault } from '../lab/faults/apply.ts';
import { faults } from '../lab/faults/index.ts';
import { labObstacle, startLab } from '../lab/lab.ts';
import { packageRoot } from '../package.ts';
import type { Asker, Choice } from './ask.ts';
import type { Screen } from './screen.ts';

/** What to do where this host itself can't be diagnosed. */
export type Start =
  | { readonly kind: 'recording'; readonly folder: string }
  | { readonly kind: 'lab' }
  | { readonly kind: 'host' }
  | { readonly kind: 'quit' };

/** Root can look into namespaces; nobody else can. */
export function whyNotThisHost(): string | undefined {
  if (process.platform !== 'linux') return `A live diagnosis needs Linux, and this is ${process.platform}.`;
  if (process.getuid?.() !== 0) {
    return 'You are not root, and only root can look into the namespaces and the switch. To look at this host: sudo qdoctor';
  }
  return undefined;
}

export async function askForStart(screen: Screen, asker: Asker, isHostPossible: boolean): Promise<Start> {
  const obstacle = await labObstacle();
  const lab: Choice<Start> = { label: 'Try it in a private lab on this machine', value: { kind: 'lab' } };
  const start = await asker.choose<Start>('What instead?', [
    { label: 'Open the recording of a broken host that comes with qdoctor', value: example },
    { label: 'Open a recording of my own', value: { kind: 'recording', folder: '' } },
    ...(obstacle === undefined ? [lab] : []),
    ...(isHostPossible ? [{ label: 'Look at this host all the same', value: { kind: 'host' } as const }] : []),
    { label: 'Nothing, end here', value: { kind: 'quit' } },
  ]);
  if (obstacle !== undefined && start.kind === 'quit') screen.tell(`A lab can't run here: ${obstacle}.`);
  if (start.kind !== 'recording' || start.folder !== '') return start;
  return { kind: 'recording', folder: await asker.type('The folder of the recording', '.') };
}

const example: Start = { kind: 'recording', folder: join(packageRoot, 'recordings/no-offer/broken') };

/** A private host that is broken in the way that the user chooses, with a wizard of its own inside. */
export async function tryInLab(screen: Screen, asker: Asker, interrupt: AbortSignal): Promise<number> {
  const layout = 'neutron';
  const fault = await asker.find(
    'What shall be broken in it?',
    faults
      .filter(({ layouts }) => layouts.includes(layout))
      .map((value) => ({ label: value.title, value, hint: value.id })),
  );
  screen.say('Bringing up a private host, which takes some seconds.');
  const lab = await startLab({ name: `wizard-${process.pid}`, layout, signal: interrupt });
  try {
    await injectFault(lab, fault);
    const cli = process.argv[1];
    if (cli === undefined) throw new UserError('Node does not tell where qdoctor is.');
    return await lab.exec([process.execPath, cli, ...(screen.isPlain ? ['--plain'] : [])]);
  } finally {
    await lab.down();
    screen.say('The private host is taken away again.');
  }
}
