import { UserError } from '../../errors.ts';
import type { Argv } from '../../host/process.ts';
import type { Lab } from '../lab.ts';
import { saidBy } from '../words.ts';
import type { Fault } from './fault.ts';

export async function injectFault(lab: Lab, fault: Fault): Promise<void> {
  await runAll(lab, fault.inject(lab.model));
}

export async function healFault(lab: Lab, fault: Fault): Promise<void> {
  await runAll(lab, fault.heal(lab.model));
}

async function runAll(lab: Lab, commands: readonly Argv[]): Promise<void> {
  for (const argv of commands) {
    const end = await lab.run(argv);
    if (end.kind === 'exited' && end.exitCode === 0) continue;
    throw new UserError(`In lab '${lab.name}', ${argv.join(' ')}: ${saidBy(end)}`, { exitCode: 3 });
  }
}
