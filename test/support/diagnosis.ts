import { qdoctorInside } from '../../src/lab/inside.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { type Report, reportSchema } from '../../src/report/report.ts';

/** The built command line, as a user runs it. */
export const cli = qdoctorInside;

export interface Diagnosed {
  readonly exitCode: number;
  readonly report: Report;
}

/** Runs `qdoctor --ci` where commands run, and checks its report against the published schema. */
export async function diagnoseLab(lab: Pick<Lab, 'run'>, ...options: readonly string[]): Promise<Diagnosed> {
  const end = await lab.run([...cli, '--ci', '--format', 'json', ...options], { timeoutMs: 130_000 });
  if (end.kind !== 'exited') throw new Error(`qdoctor: ${end.kind}`);
  if (end.stdout === '') throw new Error(`qdoctor ended with ${end.exitCode}: ${end.stderr}`);
  if (end.stderr.includes('DeprecationWarning')) throw new Error(end.stderr);
  return { exitCode: end.exitCode, report: reportSchema.parse(JSON.parse(end.stdout)) };
}

/** The checks that are named as root causes. */
export const rootsOf = ({ report }: Diagnosed): readonly string[] =>
  report.findings.filter(({ cause }) => cause === 'root').map(({ check }) => check);

/** Runs the commands of the first root cause's fix as they stand; false where it offers none. */
export async function applyFix(lab: Pick<Lab, 'run'>, { report }: Diagnosed): Promise<boolean> {
  const fix = report.findings.find(({ cause }) => cause === 'root')?.fix ?? undefined;
  for (const [tool, ...words] of fix?.commands ?? []) {
    if (tool === undefined) throw new Error('an empty command');
    const end = await lab.run([tool, ...words], { timeoutMs: 60_000 });
    if (end.kind === 'exited' && end.exitCode === 0) continue;
    throw new Error(`${[tool, ...words].join(' ')}: ${JSON.stringify(end)}`);
  }
  return fix !== undefined;
}
