// Records a lab of three hosts for the tests of what is between hosts: `npx tsx test/recordings/record-cloud.ts`, as root.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { playbookToRecord, recordHost } from '../../src/app/record.ts';
import { startCloud } from '../../src/lab/cloud.ts';
import { packageRoot } from '../../src/package.ts';
import { silent } from '../../src/report/progress.ts';

const interrupt = new AbortController().signal;
const options = { passive: false, waitSeconds: 10, timeoutSeconds: 120, hasPseudonyms: false };

async function record(): Promise<void> {
  const hosts = await startCloud({ name: `record-${process.pid}`, hosts: 3 });
  try {
    for (const host of hosts) {
      const output = join(packageRoot, 'test/recordings/lab-cloud', `${host.model.place.name}.tar.gz`);
      rmSync(output, { force: true });
      const playbook = playbookToRecord('full', undefined);
      await recordHost(host.host(), playbook, { ...options, output }, interrupt, (work) => work(silent));
    }
  } finally {
    for (const host of hosts) await host.down();
  }
}

void record();
