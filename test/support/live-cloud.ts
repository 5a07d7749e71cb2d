import { afterAll, beforeAll } from 'vitest';
import { diagnoseOpenHosts } from '../../src/app/fleet-hosts.ts';
import { startCloud } from '../../src/lab/cloud.ts';
import type { Lab } from '../../src/lab/lab.ts';
import type { FleetReport } from '../../src/report/fleet/report.ts';
import { silent } from '../../src/report/progress.ts';
import { hostOf } from './diagnosis.ts';

/** A lab of three hosts for the tests of a file. */
export function sharedCloud(): { readonly hosts: () => readonly Lab[]; readonly host: (name: string) => Lab } {
  let hosts: readonly Lab[] = [];
  beforeAll(async () => {
    hosts = await startCloud({ name: `test-${process.pid}-cloud`, hosts: 3 });
  });
  afterAll(async () => {
    for (const host of hosts) await host.down();
  });
  return {
    hosts: () => hosts,
    host: (name) => {
      const host = hosts.find(({ model }) => model.place.name === name);
      if (host === undefined) throw new Error(`there is no host ${name}`);
      return host;
    },
  };
}

const interrupt = new AbortController().signal;

/** Diagnoses hosts as `qdoctor fleet --host` does, with packets from host to host. */
export async function diagnosedCloud(labs: readonly Lab[]): Promise<FleetReport> {
  const hosts = await Promise.all(
    labs.map(async (lab) => ({
      destination: lab.model.place.name,
      host: Object.assign(hostOf(lab), { name: await hostnameOf(lab) }),
    })),
  );
  const { report } = await diagnoseOpenHosts(
    hosts,
    { passive: false, missing: [], failOn: 'error' },
    interrupt,
    silent,
  );
  return report;
}

async function hostnameOf(host: Lab): Promise<string> {
  const end = await host.run(['hostname']);
  if (end.kind !== 'exited') throw new Error('no hostname');
  return end.stdout.trim();
}
