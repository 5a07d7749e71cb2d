import { checks } from '../../checks/index.ts';
import { diagnose, type Finding } from '../../src/engine/diagnose.ts';
import { everything } from '../../src/engine/scope.ts';
import { gatherFacts } from '../../src/facts/index.ts';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import type { Fault, FaultLayout } from '../../src/lab/faults/fault.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { unlistedFaults } from '../../src/lab/faults/unlisted/index.ts';
import { kollaKind } from '../../src/lab/kinds/podman-images.ts';
import type { Lab } from '../../src/lab/lab.ts';
import type { Layout } from '../../src/lab/model.ts';
import { buildTopology, withObserved } from '../../src/topology/build.ts';
import { factsUnder } from '../../src/topology/index.ts';
import { watchTraces } from '../../src/traces/watch-traces.ts';
import { journeysStillFailing } from '../support/connectivity.ts';
import { diagnoseLab, hostOf, rootsOf } from '../support/diagnosis.ts';
import { HealthyLab } from '../support/healthy-lab.ts';
import { tryFaults } from '../support/trial.ts';
import type { LookAlike } from './look-alike.ts';
import { lookAlikes } from './look-alikes.ts';
import { pairs } from './pairs.ts';
import type { Row } from './row.ts';

/**
 * Every fault, pair and look-alike of a layout that is asked for, one after the other, in a live lab. On a host of
 * containers those of the layout that is in its containers are tried as well as its own.
 */
export async function* scoreLab(layout: FaultLayout, isAskedById: (id: string) => boolean): AsyncGenerator<Row> {
  const kind = layout === 'kolla' ? await kollaKind((line) => void process.stderr.write(`${line}\n`)) : layout;
  const lab = new HealthyLab(`score-${layout}-${process.pid}`, kind);
  const isInScope = ({ id }: { readonly id: string }) => isAskedById(id);
  const suitable: readonly FaultLayout[] = layout === 'kolla' ? ['kolla', 'neutron'] : [layout];
  const suits = ({ layouts }: Pick<Fault, 'layouts'>) => layouts.some((one) => suitable.includes(one));
  try {
    for (const lookAlike of lookAlikes.filter(suits).filter(isInScope)) {
      yield await attempt(lab, 'look-alike', layout, lookAlike.id, [], (one) => tryLookAlike(one, lookAlike));
    }
    for (const fault of faults.filter(suits).filter(isInScope)) {
      yield await attempt(lab, 'fault', layout, fault.id, [fault.expects], (one) => tryToHeal(one, [fault]));
    }
    for (const fault of unlistedFaults.filter(suits).filter(isInScope)) {
      yield await attempt(lab, 'unlisted', layout, fault.id, [fault.layer], (one) => tryUnlisted(one, fault));
    }
    for (const pair of pairs.filter((one) => one.faults.every(suits)).filter(isInScope)) {
      const expected = pair.faults.map(({ expects }) => expects);
      yield await attempt(lab, 'pair', layout, pair.id, expected, (one) => tryToHeal(one, pair.faults));
    }
  } finally {
    await lab.discard();
  }
}

type Outcome = Pick<Row, 'named' | 'healed' | 'seconds'>;

async function attempt(
  lab: HealthyLab,
  kind: Row['kind'],
  host: FaultLayout,
  id: string,
  expected: readonly string[],
  trial: (lab: Lab) => Promise<Outcome>,
): Promise<Row> {
  try {
    const outcome = await lab.try(trial);
    if (outcome.healed === 'no') await lab.discard();
    return { kind, host, id, expected, ...outcome };
  } catch (error) {
    return { kind, host, id, expected, named: [], healed: 'not asked', seconds: 0, failure: String(error) };
  }
}

async function tryToHeal(lab: Lab, broken: readonly Fault[]): Promise<Outcome> {
  // A pair needs two fixes, and a fault whose traces are gone may show its second half only after the first.
  const trial = await tryFaults(lab, broken, broken.length + 1, diagnoseLab);
  const isHealthy = trial.healed.exitCode === 0 && trial.stillFailing.length === 0;
  const healed = trial.rounds === 0 ? 'none offered' : isHealthy ? 'yes' : 'no';
  return { named: rootsOf(trial.broken), healed, seconds: trial.broken.report.seconds };
}

async function tryUnlisted(lab: Lab, fault: Fault): Promise<Outcome> {
  const trial = await tryFaults(lab, [fault], 1, diagnoseLab);
  const isHealthy = trial.healed.exitCode === 0 && trial.stillFailing.length === 0;
  const healed = trial.rounds === 0 ? 'none offered' : isHealthy ? 'yes' : 'no';
  return { named: layersOf(trial.broken.report.findings), healed, seconds: trial.broken.report.seconds };
}

/** The layers that are blamed. */
const layersOf = (findings: readonly Pick<Finding, 'cause' | 'layer'>[]): readonly string[] =>
  findings.filter(({ cause }) => cause === 'root').map(({ layer }) => layer);

/** What packets alone tell of a lab. */
async function findingsByTraces(lab: Lab): Promise<readonly Finding[]> {
  const host = hostOf(lab);
  const facts = await gatherFacts(host, [...factsUnder(['traces', 'statements'])]);
  const topology = buildTopology(facts, host.name);
  const walked = await watchTraces(host, topology, {
    isInScope: () => true,
    wantedPorts: [],
    isExplained: () => false,
  });
  const alone = checks.filter(({ each }) => each === 'traces');
  return diagnose(withObserved(topology, { ...walked }), alone, everything).findings;
}

/** Every fault of a layout that breaks a journey, looked for without any other check: where packets alone place it. */
export async function* scoreTraces(layout: Layout, isAskedById: (id: string) => boolean): AsyncGenerator<Row> {
  const lab = new HealthyLab(`traces-${layout}-${process.pid}`, layout);
  const breaking = faults.filter(({ effect }) => 'breaks' in effect && effect.breaks.length > 0);
  try {
    for (const fault of breaking.filter(({ id, layouts }) => layouts.includes(layout) && isAskedById(id))) {
      yield await attempt(lab, 'by-traces', layout, fault.id, [fault.layer], (one) => tryByTraces(one, fault));
    }
  } finally {
    await lab.discard();
  }
}

async function tryByTraces(lab: Lab, fault: Fault): Promise<Outcome> {
  await injectFault(lab, fault);
  const begin = performance.now();
  const findings = await findingsByTraces(lab);
  const seconds = Math.round(performance.now() - begin) / 1000;
  await healFault(lab, fault);
  if ((await journeysStillFailing(lab)).length > 0) await lab.down();
  return { named: layersOf(findings), healed: 'not asked', seconds };
}

async function tryLookAlike(lab: Lab, lookAlike: LookAlike): Promise<Outcome> {
  await injectFault(lab, lookAlike);
  const { report } = await diagnoseLab(lab);
  await healFault(lab, lookAlike);
  const failing = await journeysStillFailing(lab);
  if (failing.length > 0) throw new Error(`not as healthy as before: ${failing.join(', ')}`);
  return { named: report.findings.map(({ check }) => check), healed: 'not asked', seconds: report.seconds };
}
