import type { Check } from '../engine/check.ts';
import type { Diagnosis } from '../engine/diagnose.ts';
import type { Host, PastedOutput } from '../host/host.ts';
import type { Subject } from '../topology/subject.ts';

/*
 * Who pastes a terminal loses a line now and then, and nothing marks the place: a listing without it looks like that of a host
 * which lacks the thing. So an error has to outlive the doubt of each output alone: it does where a line says it outright, and
 * where a second output lacks the same. One that rests on a single listing being whole is a warning that says so.
 */

/** The checks, of which those that found an error in what a single pasted output lacks only warn of it. */
export async function withDoubts(
  host: Host,
  checks: readonly Check[],
  { findings }: Diagnosis,
  again: (host: Host) => Promise<Diagnosis>,
): Promise<readonly Check[]> {
  const pasted = host.pastedWhole?.() ?? [];
  const errors = errorsIn(findings);
  if (errors.length === 0 || pasted.length === 0) return checks;
  const soleSources = new Map<string, PastedOutput>();
  // Most errors outlive the doubt of many outputs at once; only of the others each output is tried alone.
  const search = async (outputs: readonly PastedOutput[], suspects: readonly string[]): Promise<void> => {
    const open = suspects.filter((key) => !soleSources.has(key));
    if (open.length === 0) return;
    const left = new Set(errorsIn((await again(doubting(host, outputs))).findings));
    const fallen = open.filter((key) => !left.has(key));
    const [only, ...others] = outputs;
    if (only === undefined || fallen.length === 0) return;
    if (others.length === 0) {
      for (const key of fallen) soleSources.set(key, only);
      return;
    }
    const half = Math.ceil(outputs.length / 2);
    await search(outputs.slice(0, half), fallen);
    await search(outputs.slice(half), fallen);
  };
  await search(pasted, errors);
  return soleSources.size === 0 ? checks : checks.map((check) => softened(check, soleSources));
}

const keyOf = (check: string, { kind, id }: Pick<Subject, 'kind' | 'id'>): string => `${check} ${kind} ${id}`;

const errorsIn = (findings: Diagnosis['findings']): readonly string[] =>
  findings.flatMap(({ check, subject, severity }) => (severity === 'error' ? [keyOf(check, subject)] : []));

const doubting = (host: Host, outputs: readonly PastedOutput[]): Host => host.doubting?.(new Set(outputs)) ?? host;

function softened(check: Check, soleSources: ReadonlyMap<string, PastedOutput>): Check {
  return {
    ...check,
    judge(item, inputs) {
      const fault = check.judge(item, inputs);
      if (fault === undefined || (fault.severity ?? check.severity) !== 'error') return fault;
      const source = soleSources.get(keyOf(check.id, fault.subject ?? item.subject));
      if (source === undefined) return fault;
      return {
        ...fault,
        severity: 'warning',
        summary: `${fault.summary.replace(/\.$/, '')}, unless a line of \`${source.command}\` was lost.`,
        // What may be there needs no repair that interrupts what works.
        fix: fault.fix?.risk === 'safe' ? fault.fix : null,
      };
    },
  };
}
