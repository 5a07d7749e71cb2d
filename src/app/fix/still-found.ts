import { isDeepStrictEqual } from 'node:util';
import { isOfTheWire } from '../../engine/check.ts';
import type { Finding } from '../../engine/diagnose.ts';
import type { Host } from '../../host/host.ts';
import type { Playbook } from '../../playbook/playbook.ts';
import { silent } from '../../report/progress.ts';
import { observeUntilSettled } from '../observe.ts';
import type { RunOptions } from '../run-options.ts';
import { sameFinding } from './transaction.ts';

/**
 * Reads again what a finding rests on, right before its fix is applied: an agent may have changed it since, and a person
 * may think for minutes. Gives why the fix must not be applied any more; undefined where it is found again with the
 * same fix. What packets showed is not sent again: its fix is followed by the same packets anyway.
 */
export async function whyNotNow(
  finding: Finding,
  playbook: Playbook,
  options: RunOptions,
  open: () => Promise<Host>,
): Promise<string | undefined> {
  const checks = playbook.checks.filter(({ id }) => id === finding.check);
  if (checks.some((check) => isOfTheWire(check) || check.each === 'traces')) return undefined;
  const passively = { ...options, passive: true, waitSeconds: 0 };
  const narrow = { ...playbook, checks, steps: [] };
  const { diagnosis } = await observeUntilSettled(await open(), narrow, passively, silent);
  const again = diagnosis.findings.find((other) => sameFinding(finding, other));
  if (again !== undefined)
    return isDeepStrictEqual(again.fix, finding.fix) ? undefined : 'it is found again, but with another fix';
  const outcome = diagnosis.checks.find(({ id }) => id === finding.check);
  return outcome?.verdict === 'unknown' ? `it can no longer be told: ${outcome.reason}` : 'it is no longer found';
}
