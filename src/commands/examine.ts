import type { Check } from '../engine/check.ts';
import { type Diagnosis, diagnose, exitCodeOf } from '../engine/diagnose.ts';
import { isInScope } from '../engine/scope.ts';
import type { Facts } from '../facts/collect.ts';
import { known } from '../facts/known.ts';
import type { Host } from '../host/host.ts';
import { version } from '../package.ts';
import { conclusionOf, verdictsOf } from '../playbook/conclude.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { runSteps } from '../playbook/run-steps.ts';
import { sends } from '../playbook/step-schema.ts';
import { onTheWire } from '../report/on-the-wire.ts';
import type { Progress } from '../report/progress.ts';
import { buildReport, type Report } from '../report/report.ts';
import type { Topology } from '../topology/types.ts';
import { type Look, lookUntilSettled, permissionOf, sendsNothing } from './look.ts';

/** Everything that one look at a host gives. */
export interface Examination {
  readonly facts: Facts;
  readonly topology: Topology;
  readonly diagnosis: Diagnosis;
  readonly report: Report;
  readonly exitCode: 0 | 1 | 3;
}

/** Reads a host, watches the wire, judges, and puts it into a report. */
export async function examine(host: Host, playbook: Playbook, options: Look, progress: Progress): Promise<Examination> {
  const started = new Date();
  const begin = performance.now();
  const isPassive = sendsNothing(host, playbook, options);
  const sight = await lookUntilSettled(host, playbook, options, progress);
  const { facts, topology: watched, scope } = sight;
  const runs = await runSteps(host, watched, playbook.steps, {
    isAsked: (subject) => isInScope(scope, subject),
    isPassive,
    vars: playbook.vars,
    verdictsAfter: (soFar) => verdictsOf(diagnose({ ...watched, stepRuns: known(soFar) }, playbook.checks, scope)),
  });
  const topology = { ...watched, stepRuns: known(runs) };
  const checks = isPassive ? withoutSending(playbook) : playbook.checks;
  const diagnosis = playbook.steps.length === 0 ? sight.diagnosis : diagnose(topology, checks, scope);
  const values = { ...playbook.vars, 'host.name': host.name };
  const conclusion = conclusionOf(playbook.conclude, verdictsOf(diagnosis), values);
  const report = buildReport(diagnosis, onTheWire(topology), {
    version,
    host: { name: host.name, source: host.source },
    started: started.toISOString(),
    seconds: Math.round(performance.now() - begin) / 1000,
    playbook: playbook.name,
    ...(conclusion === undefined ? {} : { conclusion }),
    scope: {
      networks: scope.networks,
      routers: scope.routers,
      ports: options.ports,
      passive: permissionOf(host, options).may === 'listen',
    },
  });
  return { facts, topology, diagnosis, report, exitCode: exitCodeOf(diagnosis, options.failOn) };
}

/** The checks of a run that sends nothing, where each step that would send says so. */
function withoutSending({ checks, steps }: Playbook): readonly Check[] {
  const sending = new Set(steps.filter(sends).map(({ id }) => id));
  return checks.map((check) => (sending.has(check.id) ? { ...check, leftOut: 'it sends packets' } : check));
}
