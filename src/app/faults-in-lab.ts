import { checks } from '../../checks/index.ts';
import { injectedFaults } from '../lab/faults/apply.ts';
import type { Fault } from '../lab/faults/fault.ts';
import type { Lab } from '../lab/lab.ts';
import { loadPlaybook } from '../playbook/playbook.ts';
import { silent } from '../report/progress.ts';
import { examine } from './examine.ts';
import { endingAfter } from './open-host.ts';
import { wholeHost } from './run-options.ts';

interface InjectedFault {
  readonly id: string;
  /** Whether a diagnosis still finds what the fault is known by; where it cannot tell, it is taken for active. */
  readonly isActive: boolean;
}

const timeoutSeconds = 30;

/** The faults that were injected into a lab and not healed by name: a fix may have repaired them since. */
export async function faultsInLab(
  lab: Lab,
  catalogue: readonly Fault[],
  interrupt: AbortSignal,
): Promise<readonly InjectedFault[]> {
  const ids = await injectedFaults(lab);
  const faults = catalogue.filter(({ id }) => ids.includes(id));
  if (faults.length === 0) return [];
  const usual = { ...wholeHost, passive: false, waitSeconds: 10, failOn: 'error', timeoutSeconds } as const;
  const options = Object.assign({}, usual, ...faults.map(({ seenWith }) => seenWith));
  const host = lab.host(endingAfter(timeoutSeconds, interrupt));
  const { diagnosis } = await examine(host, loadPlaybook('full', checks), options, silent);
  const verdicts = new Map(diagnosis.checks.map(({ id, verdict }) => [id, verdict]));
  const isFound = ({ expects }: Fault) => !['pass', 'skipped'].includes(verdicts.get(expects) ?? 'unknown');
  return faults
    .map((fault) => ({ id: fault.id, isActive: isFound(fault) }))
    .sort((one, other) => one.id.localeCompare(other.id));
}
