import { checks } from '../../checks/index.ts';
import type { Severity } from '../engine/check.ts';
import type { Diagnosis } from '../engine/diagnose.ts';
import { UserError } from '../errors.ts';
import { hasStatements } from '../facts/statements.ts';
import { type CloudTopology, comparedOf } from '../fleet/cloud.ts';
import { openRecordings } from '../host/recording.ts';
import { loadPlaybook } from '../playbook/playbook.ts';
import { silent } from '../report/progress.ts';
import type { Report } from '../report/report.ts';
import { examine } from './examine.ts';
import { wholeHost } from './run-options.ts';

/** A host as its recording shows it: data only, which a worker can hand over. */
export interface ExaminedHost {
  readonly hostname: string;
  readonly recorded: string | undefined;
  readonly topology: CloudTopology;
  readonly diagnosis: Diagnosis;
  readonly report: Report;
}

/** The hosts of a recording, or why it can't be read. */
export type ExaminedRecording =
  | { readonly recording: string; readonly hosts: readonly ExaminedHost[] }
  | { readonly recording: string; readonly unread: string };

/** Diagnoses each host of a recording as `qdoctor --ci --from` does. One that is damaged takes nothing away from others. */
export async function examineRecording(
  recording: string,
  failOn: Severity,
  interrupt: AbortSignal,
): Promise<ExaminedRecording> {
  const playbook = loadPlaybook('full', checks);
  const run = { ...wholeHost, passive: false, waitSeconds: 10, timeoutSeconds: 120, failOn } as const;
  const hosts: ExaminedHost[] = [];
  try {
    for (const host of await openRecordings(recording, interrupt, hasStatements)) {
      const { topology, diagnosis, report } = await examine(host, playbook, run, silent);
      const { name: hostname, recorded } = host;
      hosts.push({ hostname, recorded, topology: comparedOf(topology), diagnosis, report });
    }
  } catch (error) {
    if (!(error instanceof UserError) || interrupt.aborted) throw error;
    return { recording, unread: error.message };
  }
  return { recording, hosts };
}
