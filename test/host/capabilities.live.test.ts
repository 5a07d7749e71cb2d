import { expect, test } from 'vitest';
import type { Argv } from '../../src/host/process.ts';
import { cli } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

// capabilities(7): what a container, or a service with a narrow bounding set, may run qdoctor without.
const needed = [
  ['net_admin', 'NET_ADMIN|not permitted'],
  ['net_raw', 'not permitted'],
  ['sys_admin', 'not permitted'],
  ['sys_ptrace', 'CAP_SYS_PTRACE'],
] as const;

describeLive('a healthy host, seen by root without a capability', () => {
  const lab = sharedLab('neutron');

  test.each(needed)('%s: no finding, and what could not be told says so', async (capability, words) => {
    const without: Argv = ['setpriv', `--bounding-set=-${capability}`, `--inh-caps=-${capability}`];
    const end = await lab().run([...without, ...cli, '--ci', '--format', 'json'], { timeoutMs: 130_000 });
    const report = JSON.parse(end.kind === 'exited' ? end.stdout : '{}');
    expect(report.findings).toEqual([]);
    expect(report.verdict).toBe('incomplete');
    expect(JSON.stringify(report.checks)).toMatch(new RegExp(words));
  });
});
