import type { Check, Severity } from '../engine/check.ts';
import type { Subject } from '../topology/subject.ts';
import type { Suppression } from './schema.ts';

/** The same check, with findings that weigh what the playbook says. */
export function weighing(check: Check, severity: Severity | undefined): Check {
  if (severity === undefined) return check;
  return {
    ...check,
    severity,
    judge: (item, inputs) => {
      const fault = check.judge(item, inputs);
      return fault && { ...fault, severity };
    },
  };
}

/** The same check, which keeps to itself what the playbook says is meant to be so. */
export function accepting(check: Check, suppressions: readonly Suppression[]): Check {
  if (suppressions.length === 0) return check;
  return { ...check, accepted: (subject) => suppressions.find((one) => isMeant(one.subject, subject)) };
}

/** A UUID may be cut short, as tools do, but not so far that it may be another's. */
const shortestId = 8;

const isMeant = (wanted: string, { id, name }: Subject): boolean =>
  wanted === 'any' || wanted === id || wanted === name || (wanted.length >= shortestId && id.startsWith(wanted));
