import type { CloudDiagnosis } from '../../fleet/diagnose.ts';
import type { CloudFinding } from '../../fleet/explain.ts';
import { type Affected, publish } from '../report.ts';
import type { FleetFinding, FleetHost, FleetReport } from './report.ts';

/** What a report tells besides the diagnosis. */
type RunInfo = Pick<FleetReport, 'version' | 'started' | 'seconds'>;

export function buildFleetReport(
  { verdict, layers, findings, checks }: CloudDiagnosis,
  hosts: readonly FleetHost[],
  circumstances: RunInfo,
  affectedBy: (finding: CloudFinding) => readonly Affected[],
): FleetReport {
  const own = new Map(findings.map((finding) => [finding.id, together(affectedBy(finding))]));
  // Who suffers from a fault is often on another host: its consequences there know them.
  const affectedAt = ({ id }: CloudFinding): Affected =>
    together(
      [id, ...findings.filter(({ causedBy }) => causedBy.includes(id)).map((one) => one.id)].flatMap(
        (one) => own.get(one) ?? [],
      ),
    );
  return {
    format: 'qdoctor.fleet/1',
    ...circumstances,
    verdict,
    layers,
    hosts,
    findings: findings.map((finding): FleetFinding => {
      const { host, hosts: between, inReport } = finding;
      return { ...publish(finding, affectedAt(finding)), host, hosts: between, inReport };
    }),
    checks,
  };
}

/** All of several, each VM and network once. */
function together(all: readonly Affected[]): Affected {
  const vms = new Map(all.flatMap(({ vms }) => vms).map((vm) => [vm.port, vm]));
  return { vms: [...vms.values()], networks: [...new Set(all.flatMap(({ networks }) => networks))] };
}
