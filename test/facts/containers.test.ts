import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatherFacts } from '../../src/facts/index.ts';
import { openRecording } from '../../src/host/recording.ts';

test('a sosreport tells its containers by the table of the runtime', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qdoctor-sos-'));
  try {
    for (const name of ['sos_commands/podman', 'sos_commands/process', 'sos_logs'])
      mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(
      join(folder, 'sos_commands/process/ps_auxwww'),
      `USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
root           1  0.0  0.1 168200 12000 ?        Ss   Jan30   0:05 /usr/lib/systemd/systemd
root         230  0.0  0.0  12000  2000 ?        Ss   Jan30   0:00 /usr/bin/conmon --api-version 1 -c 6b2a -n neutron_l3_agent
root         900  0.0  0.0  12000  2000 ?        R    Jan30   0:00 ps auxwww
`,
    );
    writeFileSync(
      join(folder, 'sos_commands/podman/podman_ps_-a'),
      `CONTAINER ID  IMAGE                                                           COMMAND               CREATED         STATUS                     PORTS       NAMES
7a4d7d5315d4  quay.io/openstack.kolla/neutron-l3-agent:2024.1-debian-bookworm  /run/qdoctor-lab/...  9 seconds ago   Exited (137) 1 second ago              neutron_l3_agent
`,
    );
    const { services, processes } = await gatherFacts(openRecording(folder), ['services', 'processes']);
    expect(processes).toMatchObject({ known: true });
    const containers = services.known ? services.value.containers : (services.seen?.containers ?? services.reason);
    expect(containers).toMatchObject([{ name: 'neutron_l3_agent', state: 'exited', runtime: 'podman' }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
