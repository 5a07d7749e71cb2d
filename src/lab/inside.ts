import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Argv } from '../host/process.ts';
import { packageRoot } from '../package.ts';
import type { Report } from '../report/report.ts';
import type { Lab } from './lab.ts';
import { saidBy } from './words.ts';

/** This very qdoctor, as it is run inside of a lab. */
export const qdoctorInside: Argv = [process.execPath, join(packageRoot, 'dist/src/cli.js')];

/** What a diagnosis inside of a lab reports. */
export async function reportInside(lab: Lab, playbook: string, words: readonly string[]): Promise<Report> {
  const end = await lab.run([...qdoctorInside, '--ci', playbook, '--format', 'json', ...words], { timeoutMs: 180_000 });
  if (end.kind === 'exited' && end.stdout !== '') return JSON.parse(end.stdout) as Report;
  throw new UserError(`In lab '${lab.name}': ${saidBy(end)}`, { exitCode: 3 });
}
