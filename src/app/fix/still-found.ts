import { isDeepStrictEqual } from 'node:util';
import { isOfTheWire } from '../../engine/check.ts';
import type { Finding } from '../../engine/diagnose.ts';
import type { Host } from '../../host/host.ts';
import type { Playbook } from '../../playbook/playbook.ts';
import { silent } from '../../report/progress.ts';
import { observeUntilSettled } from '../observe.ts';
import type { RunOptions } from '../run-options.ts';
import { sameFinding } from './transaction.ts';
import type { Fixed } from './unfinished.ts';

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
  const again = await lookAgain(finding, playbook, options, open);
  if (again === undefined) return undefined;
  if (again.finding !== undefined)
    return isDeepStrictEqual(again.finding.fix, finding.fix) ? undefined : 'it is found again, but with another fix';
  return again.doubt === undefined ? 'it is no longer found' : `it can no longer be told: ${again.doubt}`;
}

/** Whether the host is known to be without a finding; what only packets show is never known so. */
export async function isGone(
  finding: Fixed,
  playbook: Playbook,
  options: RunOptions,
  open: () => Promise<Host>,
): Promise<boolean> {
  const again = await lookAgain(finding, playbook, options, open);
  return again !== undefined && again.finding === undefined && again.doubt === undefined;
}

/** The finding as it is now, or why that is unknown, by its check alone; undefined where reading cannot tell. */
async function lookAgain(
  finding: Fixed,
  playbook: Playbook,
  options: RunOptions,
  open: () => Promise<Host>,
): Promise<{ readonly finding?: Finding | undefined; readonly doubt?: string | undefined } | undefined> {
  const checks = playbook.checks.filter(({ id }) => id === finding.check);
  if (checks.length === 0 || checks.some((check) => isOfTheWire(check) || check.each === 'traces')) return undefined;
  const passively = { ...options, passive: true, waitSeconds: 0 };
  const { diagnosis } = await observeUntilSettled(await open(), { ...playbook, checks, steps: [] }, passively, silent);
  const outcome = diagnosis.checks.find(({ id }) => id === finding.check);
  return {
    finding: diagnosis.findings.find((other) => sameFinding(finding, other)),
    doubt: outcome === undefined || outcome.verdict === 'unknown' ? (outcome?.reason ?? 'it was not run') : undefined,
  };
}
