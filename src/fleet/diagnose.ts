import type { CheckVerdict, Diagnosis, Finding, Verdict } from '../engine/diagnose.ts';
import { layers } from '../engine/layers.ts';
import type { CloudHost } from './cloud.ts';

/** A finding on one of several hosts. */
export interface CloudFinding extends Finding {
  /** The host that it is on, which is where its fix belongs. */
  readonly host: string;
  /** Its id in the report of that host. */
  readonly inReport: string | null;
}

/** What is wrong with several hosts as one cloud. */
export interface CloudDiagnosis {
  readonly verdict: Verdict;
  readonly layers: Diagnosis['layers'];
  /** Those of all hosts, root causes first, errors before warnings. */
  readonly findings: readonly CloudFinding[];
}

/** Puts the diagnoses of hosts together. `isWhole`: none of the hosts that were asked for is missing. */
export function diagnoseCloud(hosts: readonly CloudHost[], isWhole: boolean): CloudDiagnosis {
  const findings = numbered(hosts.flatMap(ownFindings));
  return { verdict: overallVerdict(hosts, findings, isWhole), layers: layerVerdicts(hosts), findings };
}

const ownFindings = ({ name, diagnosis }: CloudHost): readonly CloudFinding[] =>
  diagnosis.findings.map((finding) => ({ ...finding, host: name, inReport: finding.id }));

/** In the order of a report, with ids that tell them apart over all hosts. */
function numbered(findings: readonly CloudFinding[]): readonly CloudFinding[] {
  const weight = ({ cause, severity }: CloudFinding) => (cause === 'root' ? 0 : 2) + (severity === 'error' ? 0 : 1);
  const ordered = findings.toSorted((one, other) => weight(one) - weight(other));
  const keyOf = (host: string, id: string | null) => JSON.stringify([host, id]);
  const ids = new Map(ordered.map(({ host, inReport }, index) => [keyOf(host, inReport), `F${index + 1}`]));
  return ordered.map((finding, index) => ({
    ...finding,
    id: `F${index + 1}`,
    causedBy: finding.causedBy.map((id) => ids.get(keyOf(finding.host, id)) ?? id),
  }));
}

const worstFirst = ['fail', 'warn', 'unknown', 'pass'] as const satisfies readonly CheckVerdict[];

/** A layer is as bad as on the host where it is worst. */
const layerVerdicts = (hosts: readonly CloudHost[]): Diagnosis['layers'] =>
  layers.map((id) => {
    const own = hosts.flatMap(({ diagnosis }) => diagnosis.layers.filter((layer) => layer.id === id));
    return { id, verdict: worstFirst.find((verdict) => own.some((layer) => layer.verdict === verdict)) ?? 'skipped' };
  });

function overallVerdict(hosts: readonly CloudHost[], findings: readonly CloudFinding[], isWhole: boolean): Verdict {
  if (findings.some(({ severity }) => severity === 'error')) return 'failing';
  if (!isWhole || hosts.some(({ diagnosis }) => diagnosis.verdict === 'incomplete')) return 'incomplete';
  return findings.length > 0 ? 'degraded' : 'healthy';
}
