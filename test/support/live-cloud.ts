import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { diagnoseFleet } from '../../src/app/fleet.ts';
import { playbookToRecord, recordHost } from '../../src/app/record.ts';
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

/** Records hosts as `qdoctor collect` does, and diagnoses what was recorded as one cloud. */
export async function diagnosedCloud(hosts: readonly Lab[]): Promise<FleetReport> {
  const folder = mkdtempSync(join(tmpdir(), 'qdoctor-cloud-'));
  const options = { passive: false, waitSeconds: 10, timeoutSeconds: 120, hasPseudonyms: false };
  try {
    for (const host of hosts) {
      const output = join(folder, `${host.model.place.name}.tar.gz`);
      const playbook = playbookToRecord('full', undefined);
      const named = Object.assign(hostOf(host), { name: await hostnameOf(host) });
      await recordHost(named, playbook, { ...options, output }, interrupt, (work) => work(silent));
    }
    const { report } = await diagnoseFleet({ paths: [folder], missing: [], failOn: 'error' }, interrupt, silent);
    return report;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function hostnameOf(host: Lab): Promise<string> {
  const end = await host.run(['hostname']);
  if (end.kind !== 'exited') throw new Error('no hostname');
  return end.stdout.trim();
}
