import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { runInteractive } from '../host/interactive.ts';
import { type Argv, type ProcessEnd, runProcess } from '../host/process.ts';
import { labFiles, mountStage, type Stage, stages } from './bring-up.ts';
import { type Holder, type HolderPlace, killHolder, listHolders, startHolder, startTimeOf } from './holder.ts';
import { asHostScript, hostPidFile, putInContainers } from './kinds/containers.ts';
import { LabHost } from './lab-host.ts';
import { type LabKind, type LabModel, type Layout, labModel } from './model.ts';
import { labObstacle } from './obstacle.ts';
import { modelAt } from './places.ts';
import { saidBy } from './words.ts';

export { labObstacle } from './obstacle.ts';

/** A private Quantum host on this machine, in namespaces of its own. */
export interface Lab {
  readonly name: string;
  readonly layout: Layout;
  /** What the lab is called of which this is a host; undefined for a lone one. */
  readonly cloud: string | undefined;
  /** Of the lab's PID 1, as this machine counts. */
  readonly pid: number;
  readonly model: LabModel;
  /** Runs a command inside to its end and gives back what it said. */
  run(argv: Argv, options?: { readonly timeoutMs?: number; readonly input?: string }): Promise<ProcessEnd>;
  /** The same where its operator types, which of a host of containers is beside them: see kinds/containers.ts. */
  runOnHost: Lab['run'];
  /** Runs a command inside on this terminal; gives back its exit code. */
  exec(argv: Argv): Promise<number>;
  /** The lab as a host for a diagnosis by this process; `signal` ends whatever that runs. */
  host(signal?: AbortSignal): Host;
  since(): Promise<Date | undefined>;
  /** Takes the lab away, with every process, namespace and mount of it. */
  down(): Promise<void>;
}

export interface LabOptions {
  readonly name: string;
  readonly layout: LabKind;
  readonly networks?: number;
  /** Which host of several it is, and what connects it to them before anything runs on it. */
  readonly place?: HolderPlace & { readonly connect: (host: Lab) => Promise<void> };
  readonly signal?: AbortSignal;
  readonly progress?: (line: string) => void;
}

export async function startLab(options: LabOptions): Promise<Lab> {
  const { name, layout, networks = 0, place, signal } = options;
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/i.test(name)) {
    throw new UserError(`'${name}' is not a valid lab name.`, { hint: 'Use up to 31 letters, digits and dashes.' });
  }
  labModel(layout, networks);
  const obstacle = await labObstacle();
  if (obstacle !== undefined) throw new UserError(`No lab can run here: ${obstacle}.`, { exitCode: 3 });
  if (await findLab(name)) throw alreadyUp(name);
  signal?.throwIfAborted();

  const fresh = await startHolder(name, layout, networks, place);
  if (fresh === undefined)
    throw new UserError('The kernel refused to create the namespaces of a lab.', { exitCode: 3 });
  const { holder } = fresh;
  const abort = () => void killHolder(holder);
  signal?.addEventListener('abort', abort);
  try {
    const older = (await listHolders()).find((other) => other.name === name && startedBefore(other, holder));
    if (older !== undefined) throw alreadyUp(name);
    const lab = labOf(holder);
    await bringUp(lab, options.progress ?? (() => undefined), place?.connect);
    signal?.throwIfAborted();
    await fresh.release();
    await putAgentsInContainers(lab);
    return lab;
  } catch (error) {
    await killHolder(holder);
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

export async function findLab(name: string): Promise<Lab | undefined> {
  const holder = (await listHolders()).find((candidate) => candidate.name === name);
  return holder && labOf(holder);
}

export async function listLabs(): Promise<readonly Lab[]> {
  return (await listHolders()).map(labOf).sort((a, b) => a.name.localeCompare(b.name));
}

const alreadyUp = (name: string) =>
  new UserError(`Lab '${name}' is already up.`, {
    hint: 'Stop it with qdoctor lab down, or choose another --name.',
  });

/** Of two that start at once, exactly one must give way. */
function startedBefore(other: Holder, holder: Holder): boolean {
  return other.startedTicks === holder.startedTicks ? other.pid < holder.pid : other.startedTicks < holder.startedTicks;
}

function modelOf({ kind, networks, place }: Holder): LabModel {
  const whole = labModel(kind, networks);
  return place === undefined ? whole : modelAt(whole, place.name, place.hosts);
}

/**
 * Starts in the caller's folder, unless the lab has a file system of its own there. Ctrl-C reaches all of a terminal's
 * foreground: what waits for the command, nsenter's own fork as well as a shell, must not die of a signal that the
 * command handles. A handler, unlike an ignored signal, is not passed on to the command.
 */
const interactive =
  'cd -- "$1" 2>/dev/null || echo "qdoctor: the lab has no folder $1; starting in $PWD" >&2; shift; trap : INT; "$@"';

function labOf(holder: Holder): Lab {
  const { pid, name, place } = holder;
  const model = modelOf(holder);
  const entering = (argv: Argv, ...options: readonly string[]): Argv => [
    'nsenter',
    ...options,
    `--target=${pid}`,
    '--mount',
    '--net',
    '--pid',
    '--uts',
    '--',
    ...argv,
  ];
  const inside = (argv: Argv): Argv => entering(argv);
  // Only where its tools are in containers, the lab's host is another place than the lab.
  const asHost = (argv: Argv): Argv => (existsSync(`/proc/${pid}/root${hostPidFile}`) ? [asHostScript, ...argv] : argv);
  const run: Lab['run'] = (argv, { timeoutMs = 60_000, input } = {}) => {
    // When nsenter is ended by the limit, what it started would live on in the lab: timeout ends that a moment later.
    const limited: Argv = ['timeout', '--signal=KILL', String(timeoutMs / 1000 + 0.5), ...argv];
    return runProcess(inside(limited), { timeoutMs, input, leavesDaemons: true });
  };
  return {
    name,
    layout: model.layout,
    cloud: place?.cloud,
    pid,
    model,
    run,
    runOnHost: (argv, options) => run(asHost(argv), options),
    exec: (argv) =>
      runInteractive(entering(asHost(['sh', '-c', interactive, 'sh', process.cwd(), ...argv]), '--no-fork'), {
        QDOCTOR_LAB: name,
      }),
    host: (signal) => new LabHost(place?.name ?? name, (argv) => inside(asHost(argv)), signal),
    since: () => startTimeOf(holder),
    down: () => killHolder(holder),
  };
}

async function bringUp(
  lab: Lab,
  progress: (line: string) => void,
  connect: ((host: Lab) => Promise<void>) | undefined,
): Promise<void> {
  await runStage(lab, mountStage);
  await connect?.(lab);
  await writeFiles(lab);
  for (const stage of stages(lab.model)) {
    const startedMs = performance.now();
    await runStage(lab, stage);
    progress(`${stage.title}: ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  }
}

/** Only a holder that is ready reaps the processes that are started again for it. */
async function putAgentsInContainers(lab: Lab): Promise<void> {
  if (lab.model.containers !== 'namespaces') return;
  for (const argv of putInContainers(lab.model)) {
    const end = await lab.run(argv);
    if (end.kind !== 'exited' || end.exitCode !== 0)
      throw new UserError(`Starting the lab failed: containers: ${saidBy(end)}`, { exitCode: 3 });
  }
}

async function runStage(lab: Lab, { title, script }: Stage): Promise<void> {
  const end = await lab.run(['sh', '-s'], { input: script, timeoutMs: 300_000 });
  if (end.kind === 'exited' && end.exitCode === 0) return;
  throw new UserError(`Starting the lab failed: ${title}: ${saidBy(end)}`, { exitCode: 3 });
}

/** Through the holder's root directory: the files land on the lab's own file systems. */
async function writeFiles(lab: Lab): Promise<void> {
  for (const [path, text] of labFiles(lab.model)) {
    const target = `/proc/${lab.pid}/root${path}`;
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
  }
}
