import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Argv } from '../../host/process.ts';
import { labDir } from '../intent.ts';
import type { Lab } from '../lab.ts';
import { saidBy } from '../words.ts';
import type { Fault } from './fault.ts';

/** What is done to a lab, and undone, whatever else is known of the fault. */
type Injectable = Pick<Fault, 'id' | 'inject' | 'heal'>;

/** Breaks a lab; the lab itself keeps a note of it, for `injectedFaults`. */
export async function injectFault(lab: Lab, { id, inject }: Pick<Injectable, 'id' | 'inject'>): Promise<void> {
  await runAll(lab, inject(lab.model));
  await mkdir(notesOf(lab), { recursive: true });
  await writeFile(join(notesOf(lab), id), '');
}

/** Undoes a fault; harmless where it has been fixed already. */
export async function healFault(lab: Lab, { id, heal }: Pick<Injectable, 'id' | 'heal'>): Promise<void> {
  await runAll(lab, heal(lab.model));
  await rm(join(notesOf(lab), id), { force: true });
}

/** The ids of the faults that were injected and not healed; what else has fixed them is not known. */
export const injectedFaults = async (lab: Lab): Promise<readonly string[]> =>
  (await readdir(notesOf(lab)).catch(() => [])).sort();

/** In the lab's own file system, so that they go with it. */
const notesOf = ({ pid }: Lab): string => `/proc/${pid}/root${labDir}/injected`;

async function runAll(lab: Lab, commands: readonly Argv[]): Promise<void> {
  for (const argv of commands) {
    const end = await lab.run(argv);
    if (end.kind === 'exited' && end.exitCode === 0) continue;
    throw new UserError(`In lab '${lab.name}', ${argv.join(' ')}: ${saidBy(end)}`, { exitCode: 3 });
  }
}
