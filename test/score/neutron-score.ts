import { deepStrictEqual } from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Layer } from '../../src/engine/layers.ts';
import { type Argv, runProcess } from '../../src/host/process.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { packageRoot } from '../../src/package.ts';
import { collectedBothWays } from '../support/by-script.ts';
import { applyFix, type Diagnosed, diagnoseByCommand } from '../support/diagnosis.ts';
import { differenceOf, stateOf } from '../support/host-state.ts';
import { said } from '../support/said.ts';
import { layerOfFault, unseenFaults } from './neutron-faults.ts';
import type { Row } from './row.ts';

type Outcome = Pick<Row, 'named' | 'healed' | 'seconds' | 'failure'>;

interface Trial {
  readonly kind: Row['kind'];
  readonly id: string;
  readonly expected: readonly Layer[];
  readonly run: () => Promise<Outcome>;
}

const patienceMs = 90_000;

/** This machine itself, on which Neutron runs. */
const machine: Pick<Lab, 'run'> = {
  run: (argv, { timeoutMs = 30_000, input } = {}) => runProcess(argv, { timeoutMs, input }),
};

const trials: readonly Trial[] = [
  ...[1, 2, 3, 4, 5].map((time): Trial => lookAlike(`healthy-${time}`, async () => undefined)),
  { kind: 'look-alike', id: 'nothing-changed', expected: [], run: tryChanges },
  { kind: 'look-alike', id: 'collected-by-script', expected: [], run: tryScript },
  { kind: 'look-alike', id: 'agents-just-restarted', expected: [], run: tryRestart },
  ...Object.keys(unseenFaults).map((id) => lookAlike(id, () => script('fault', id))),
  ...Object.entries(layerOfFault).map(
    ([id, layer]): Trial => ({ kind: 'fault', id, expected: [layer], run: () => tryFault(id) }),
  ),
];

/**
 * Starts a real Neutron on this machine and tries what is asked for. Neutron is taken down at the end, and
 * on Ctrl-C too, once the trial that runs is over.
 */
export async function* scoreNeutron(isInScope: (id: string) => boolean): AsyncGenerator<Row> {
  let isInterrupted = false;
  const interrupt = () => {
    isInterrupted = true;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
  try {
    await script('up');
    for (const trial of trials.filter(({ id }) => isInScope(id))) {
      if (isInterrupted) break;
      yield await attempt(trial);
      await recover();
    }
  } finally {
    await script('down');
  }
  if (isInterrupted) process.exit(130);
}

async function attempt({ run, ...trial }: Trial): Promise<Row> {
  const row = { ...trial, host: 'zed' };
  try {
    return { ...row, ...(await run()) };
  } catch (error) {
    return { ...row, named: [], healed: 'not asked', seconds: 0, failure: String(error) };
  }
}

/** Takes back what a trial left; a Neutron that does not recover is started anew. */
async function recover(): Promise<void> {
  const healed = await runScript('heal');
  if (healed.kind === 'exited' && healed.exitCode === 0) return;
  await script('down');
  await script('up');
}

function lookAlike(id: string, dress: () => Promise<void>): Trial {
  const run = async (): Promise<Outcome> => {
    await dress();
    const { report } = await diagnoseByCommand(machine);
    return { named: report.findings.map(({ check }) => check), healed: 'not asked', seconds: report.seconds };
  };
  return { kind: 'look-alike', id, expected: [], run };
}

/** A whole run, probes and all, leaves the host as it was. */
async function tryChanges(): Promise<Outcome> {
  const before = await stateOf(machine);
  const { report } = await diagnoseByCommand(machine);
  const changes = differenceOf(before, await stateOf(machine));
  if (changes.length > 0) throw new Error(changes.join('\n'));
  return { named: report.findings.map(({ check }) => check), healed: 'not asked', seconds: report.seconds };
}

const restartLastsMs = 45_000;

/** Looks again and again while the agents do their work anew; the seconds are those of the longest look. */
async function tryRestart(): Promise<Outcome> {
  await restartAgents();
  const named = new Set<string>();
  let seconds = 0;
  for (const begin = Date.now(); Date.now() - begin < restartLastsMs; ) {
    const { report } = await diagnoseByCommand(machine);
    for (const { check } of report.findings) named.add(check);
    seconds = Math.max(seconds, report.seconds);
  }
  return { named: [...named], healed: 'not asked', seconds };
}

/** The script of `qdoctor collect --script` brings the same files as qdoctor itself, and they say the same. */
async function tryScript(): Promise<Outcome> {
  const folder = mkdtempSync('/run/qdoctor-both-ways-');
  const { byQdoctor, byScript } = await collectedBothWays(machine, folder, [['dash'], ['busybox', 'sh']]);
  for (const { files, report } of byScript) {
    deepStrictEqual(files, byQdoctor.files);
    deepStrictEqual(said(report), said(byQdoctor.report));
  }
  const { findings, seconds } = byQdoctor.report;
  return { named: findings.map(({ check }) => check), healed: 'not asked', seconds };
}

async function tryFault(id: string): Promise<Outcome> {
  await script('fault', id);
  const broken = await diagnoseByCommand(machine);
  const outcome = { named: layersToBlame(broken), seconds: broken.report.seconds };
  try {
    return { ...outcome, healed: await healByFixes(broken) };
  } catch (error) {
    return { ...outcome, healed: 'no', failure: String(error) };
  }
}

async function healByFixes(broken: Diagnosed): Promise<Row['healed']> {
  let state = broken;
  let healed: Row['healed'] = 'none offered';
  // A fault whose traces are gone may show its second half only after the first.
  for (let round = 0; round < 2 && healed !== 'yes' && (await applyFix(machine, state)); round += 1) {
    const works = await isHealthySoon();
    state = await diagnoseByCommand(machine);
    healed = works && state.exitCode === 0 ? 'yes' : 'no';
  }
  return healed;
}

/** The layers of the root causes, each once: what is a mere warning breaks nothing yet. */
const layersToBlame = ({ report }: Diagnosed): readonly string[] => [
  ...new Set(
    report.findings.filter(({ cause, severity }) => cause === 'root' && severity === 'error').map(({ layer }) => layer),
  ),
];

async function restartAgents(): Promise<void> {
  const agents = ['openvswitch-agent', 'dhcp-agent', 'l3-agent', 'metadata-agent'];
  await Promise.all(agents.map((agent) => script('service', `neutron-${agent}`, 'restart')));
}

/** Whether all that should work does so before patience ends: agents need a while after a restart. */
async function isHealthySoon(): Promise<boolean> {
  const startedMs = Date.now();
  do {
    const end = await runScript('check');
    if (end.kind === 'exited' && end.exitCode === 0) return true;
    await sleep(1000);
  } while (Date.now() - startedMs < patienceMs);
  return false;
}

const runScript = (name: string, ...words: readonly string[]) => {
  const argv: Argv = [join(packageRoot, 'test/neutron', name), ...words];
  return runProcess(argv, { timeoutMs: 900_000 });
};

async function script(name: string, ...words: readonly string[]): Promise<void> {
  const end = await runScript(name, ...words);
  if (end.kind === 'exited' && end.exitCode === 0) return;
  throw new Error(`${[name, ...words].join(' ')}: ${end.kind === 'exited' ? end.stderr.trim() : end.kind}`);
}
