import type { Check } from '../engine/check.ts';
import { type Diagnosis, diagnose, exitCodeOf } from '../engine/diagnose.ts';
import { isInScope } from '../engine/scope.ts';
import type { FactName } from '../facts/index.ts';
import { known } from '../facts/known.ts';
import type { Host } from '../host/host.ts';
import { withoutSecrets } from '../host/redact.ts';
import { version } from '../package.ts';
import { conclusionOf, verdictsOf } from '../playbook/conclude.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { runSteps } from '../playbook/run-steps.ts';
import { sends } from '../playbook/steps/index.ts';
import { affectedBy } from '../report/affected.ts';
import { areBuilt, coverageOf } from '../report/coverage.ts';
import { onTheWire } from '../report/on-the-wire.ts';
import type { Progress } from '../report/progress.ts';
import { buildReport, type Report, type RunInfo } from '../report/report.ts';
import { walkedTraces } from '../report/walked-traces.ts';
import { withObserved } from '../topology/build.ts';
import type { Topology } from '../topology/index.ts';
import { cleanedNote } from './cleaned.ts';
import { observeUntilSettled, permissionOf, sendsNothing } from './observe.ts';
import type { RunOptions } from './run-options.ts';
import { inputsOf } from './saved-inputs.ts';
import { seeEvidence } from './see-evidence.ts';

/** Everything that one examination of a host gives. */
export interface Examination {
  readonly topology: Topology;
  readonly diagnosis: Diagnosis;
  readonly report: Report;
  readonly exitCode: 0 | 1 | 3;
}

/** Reads a host, watches the wire, judges, and puts it into a report. */
export async function examine(
  host: Host,
  playbook: Playbook,
  options: RunOptions,
  progress: Progress,
): Promise<Examination> {
  const started = new Date();
  const begin = performance.now();
  const isPassive = sendsNothing(host, playbook, options);
  const observation = await observeUntilSettled(host, playbook, options, progress);
  const { topology: watched, scope, checks: judging } = observation;
  const runs = await runSteps(host, watched, playbook.steps, {
    isInScope: (subject) => isInScope(scope, subject),
    isPassive,
    vars: playbook.vars,
    verdictsAfter: (soFar) => verdictsOf(diagnose(withObserved(watched, { stepRuns: known(soFar) }), judging, scope)),
  });
  const topology = withObserved(watched, { stepRuns: known(runs) });
  const checks = isPassive ? withoutSending({ ...playbook, checks: judging }) : judging;
  const judged = playbook.steps.length === 0 ? observation.diagnosis : diagnose(topology, checks, scope);
  const diagnosis = { ...judged, findings: await seeEvidence(host, judged.findings) };
  const values = { ...playbook.vars, 'host.name': host.name };
  const conclusion = conclusionOf(playbook.conclude, verdictsOf(diagnosis), values);
  const inputs = inputsOf(host);
  const wire = { ...onTheWire(topology), ...walkedTraces(topology, diagnosis.findings) };
  const gathered = new Set(Object.keys(observation.facts) as FactName[]);
  const seconds = Math.round(performance.now() - begin) / 1000;
  const circumstances: RunInfo = {
    version,
    host: { name: host.name, source: host.source, ...(host.recorded === undefined ? {} : { recorded: host.recorded }) },
    started: started.toISOString(),
    seconds,
    ...(seconds >= options.timeoutSeconds ? { timedOut: options.timeoutSeconds } : {}),
    ...coverageOf(topology, scope, gathered),
    playbook: playbook.name,
    ...(conclusion === undefined ? {} : { conclusion }),
    scope: {
      networks: scope.networks,
      routers: scope.routers,
      ports: options.ports,
      passive: permissionOf(host, options).may === 'listen',
    },
    ...(inputs === undefined ? {} : { inputs }),
    ...(host.isCleaned?.() === true ? { notes: [cleanedNote] } : {}),
  };
  const isAttributed = areBuilt(gathered, 'vmPorts', 'routers', 'floatingIps');
  const report = buildReport(diagnosis, wire, circumstances, (finding) =>
    isAttributed ? affectedBy(finding, diagnosis.findings, topology) : { vms: [], networks: [] },
  );
  return { topology, diagnosis, report: withoutSecrets(report), exitCode: exitCodeOf(diagnosis, options.failOn) };
}

/** The checks of a run that sends nothing, where each step that would send says so. */
function withoutSending({ checks, steps }: Playbook): readonly Check[] {
  const sending = new Set(steps.filter(sends).map(({ id }) => id));
  return checks.map((check) => (sending.has(check.id) ? { ...check, leftOut: 'it sends packets' } : check));
}
