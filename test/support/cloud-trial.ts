import { healCloudFault, injectCloudFault } from '../../src/lab/cloud-faults/apply.ts';
import type { CloudFault, CloudPart } from '../../src/lab/cloud-faults/fault.ts';
import type { Lab } from '../../src/lab/lab.ts';
import type { FleetReport } from '../../src/report/fleet/report.ts';
import { diagnosedCloud } from './live-cloud.ts';

/** A lab of several hosts, and each of them by its name. */
export interface LiveCloud {
  readonly hosts: () => readonly Lab[];
  readonly host: (name: string) => Lab;
}

/** What came of a fault between hosts: the report with it, and the one after its fix was run on the host that it names. */
export interface CloudTrial {
  readonly broken: FleetReport;
  readonly isShown: boolean;
  readonly fixed: FleetReport;
  readonly isStillShown: boolean;
}

/** Root causes as `HOST CHECK`. */
export const rootsOf = ({ findings }: FleetReport): readonly string[] => [
  ...new Set(findings.filter(({ cause }) => cause === 'root').map(({ host, check }) => `${host} ${check}`)),
];

/** A host that shares its name is called after its recording, too. */
export const isAt = (name: string, place: string): boolean => name === place || name.includes(`/${place}.tar.gz`);

/** Breaks a lab, diagnoses it, runs the fix verbatim, diagnoses it again, and leaves it as it was. */
export async function tryCloudFault({ hosts, host }: LiveCloud, fault: CloudFault): Promise<CloudTrial> {
  const shows = async () => {
    const end = await host(fault.at).run(['sh', '-c', fault.shownBy]);
    return end.kind === 'exited' && end.exitCode === 0;
  };
  await injectCloudFault(host, fault);
  try {
    const isShown = await shows();
    const broken = await diagnosedCloud(hosts());
    const [root] = broken.findings;
    for (const [tool = '', ...words] of root?.fix?.commands ?? []) {
      const end = await host(root?.host ?? fault.at).run([tool, ...words]);
      if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(`${[tool, ...words].join(' ')} failed`);
    }
    if (root?.fix == null) await healCloudFault(host, fault);
    const fixed = await diagnosedCloud(hosts());
    return { broken, isShown, fixed, isStillShown: await shows() };
  } finally {
    await healCloudFault(host, fault);
  }
}

/** Sets up what is healthy, diagnoses the hosts that are recorded, and leaves all as it was. */
export async function tryCloudLookAlike(
  { hosts, host }: LiveCloud,
  parts: readonly CloudPart[],
  without: string | undefined,
): Promise<FleetReport> {
  const made: CloudPart[] = [];
  const run = async (place: string, commands: ReturnType<CloudPart['inject']>) => {
    for (const [tool, ...words] of commands) {
      const end = await host(place).run([tool, ...words]);
      if (end.kind !== 'exited' || end.exitCode !== 0)
        throw new Error(`${[tool, ...words].join(' ')}: ${JSON.stringify(end)}`);
    }
  };
  try {
    for (const part of parts) {
      made.push(part);
      await run(part.at, part.inject(host(part.at).model));
    }
    return await diagnosedCloud(hosts().filter(({ model }) => model.place.name !== without));
  } finally {
    for (const part of made.reverse()) await run(part.at, part.heal(host(part.at).model));
  }
}
