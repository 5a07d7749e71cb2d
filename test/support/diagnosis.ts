import { checks } from '../../checks/index.ts';
import { type Examination, examine } from '../../src/app/examine.ts';
import { endingAfter } from '../../src/app/open-host.ts';
import { type RunOptions, wholeHost } from '../../src/app/run-options.ts';
import { scopeOf } from '../../src/app/scope-of.ts';
import { diagnose } from '../../src/engine/diagnose.ts';
import type { Host } from '../../src/host/host.ts';
import { qdoctorInside } from '../../src/lab/inside.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { loadPlaybook, type Playbook } from '../../src/playbook/playbook.ts';
import { toJson } from '../../src/report/json.ts';
import { silent } from '../../src/report/progress.ts';
import { type Report, reportSchema } from '../../src/report/report.ts';

/** The built command line, as a user runs it. */
export const cli = qdoctorInside;

export interface Diagnosed {
  readonly exitCode: number;
  readonly report: Report;
}

const defaults: RunOptions = {
  ...wholeHost,
  passive: false,
  waitSeconds: 10,
  timeoutSeconds: 120,
  failOn: 'error',
};

const full = loadPlaybook('full', checks);

/** What a playbook finds on a host or in a recording; the whole one, where none is given. */
export async function examined(
  host: Host,
  options: Partial<RunOptions> = {},
  playbook: Playbook = full,
): Promise<Diagnosed & Pick<Examination, 'topology'>> {
  const { report, exitCode, topology } = await examine(host, playbook, { ...defaults, ...options }, silent);
  return { exitCode, report: reportSchema.parse(JSON.parse(toJson(report))), topology };
}

/**
 * The first root cause for a VM and for a network that suffer from the first one of the whole host; nothing where that is
 * known by a journey, as a run with a scope walks others.
 */
export function rootsInScope({ report, topology }: Diagnosed & Pick<Examination, 'topology'>): readonly string[] {
  const [root] = report.findings;
  if (root === undefined || checks.find(({ id }) => id === root.check)?.each === 'traces') return [];
  const { vms, networks } = root.affected;
  const parts = [
    ...vms.slice(0, 1).map(({ port }) => ({ ...wholeHost, ports: [port] })),
    ...networks.slice(0, 1).map((id) => ({ ...wholeHost, networks: [id] })),
  ];
  return parts.map((part) => {
    const [first] = diagnose(topology, checks, scopeOf(topology, part)).findings;
    return `${[...part.ports, ...part.networks].join()}: ${first?.check ?? 'nothing'}`;
  });
}

/** A lab for a diagnosis in this process: a start of the command line costs as much as a diagnosis. */
export const hostOf = (lab: Lab, { timeoutSeconds = defaults.timeoutSeconds }: Partial<RunOptions> = {}): Host =>
  lab.host(endingAfter(timeoutSeconds, new AbortController().signal));

/** Diagnoses a lab from this process. */
export function diagnoseLab(lab: Lab, options: Partial<RunOptions> = {}): Promise<Diagnosed> {
  return examined(hostOf(lab, options), options);
}

/** Only reads, for a fifth of what packets cost: of a lab whose guests walk all journeys by themselves. */
export function rereadLab(lab: Lab, options: Partial<RunOptions> = {}): Promise<Diagnosed> {
  return diagnoseLab(lab, { ...options, passive: true, waitSeconds: 0 });
}

/** Runs `qdoctor --ci` where commands run, and checks its report against the published schema. */
export async function diagnoseByCommand(machine: Pick<Lab, 'run'>, ...options: readonly string[]): Promise<Diagnosed> {
  const end = await machine.run([...cli, '--ci', '--format', 'json', ...options], { timeoutMs: 130_000 });
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
