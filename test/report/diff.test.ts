import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Host } from '../../src/host/host.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { differenceOf, type Moment, renderDifference } from '../../src/report/diff.ts';
import { mapPortsOf } from '../../src/report/map.ts';
import { buildReport } from '../../src/report/report.ts';
import { diagnosisOf, editedHost, healthyHost, healthyRecordings, topologyOf } from '../support/recorded-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

const circumstances = {
  version: '0',
  host: { name: 'net01', source: 'bundle' },
  started: '2026-01-31T12:00:00.000Z',
  seconds: 1,
  playbook: 'full',
  scope: { networks: [], routers: [], ports: [], passive: false },
} as const;

const momentOf = async (host: Host): Promise<Moment> => ({
  report: buildReport(await diagnosisOf(host), { path: [], dhcp: [] }, circumstances),
  ports: mapPortsOf(await topologyOf(host)),
});

const brokenFolder = join(packageRoot, 'recordings/no-offer/broken');
const healthy = await momentOf(healthyHost('folsom'));
const broken = await momentOf(openRecording(brokenFolder));

test('a moment compared with itself has no difference', () => {
  expect(renderDifference(differenceOf(broken, broken))).toBe('Nothing changed.\n');
});

test('what broke one way has healed the other way', () => {
  const there = differenceOf(healthy, broken);
  const back = differenceOf(broken, healthy);
  expect(there.broke.map(({ check }) => check)[0]).toBe('dhcp-server-not-running');
  expect([there.healed, there.untold, back.broke, back.untold]).toEqual([[], [], [], []]);
  expect(back.healed).toEqual(there.broke);
});

test('the change that a new finding names stands with it, other changes after it', async () => {
  const retagged = await momentOf(
    editedHost(healthyHost('folsom'), ({ argv }, result) =>
      argv[0] === 'ovs-vsctl' && result.kind === 'exited'
        ? { ...result, stdout: withAnotherTag(result.stdout) }
        : result,
    ),
  );
  const lines = renderDifference(differenceOf(healthy, retagged)).split('\n');
  expect(lines[0]).toMatch(/^✗ broke: tap3b3c85c8-49 .*\(port-/);
  expect(lines[1]).toMatch(/^ {4}~ tap3b3c85c8-49 tag: \d+ → 77$/);
});

/** The port's row of the switch's database (a name, its interface, its tag) with another tag. */
const withAnotherTag = (text: string): string =>
  text.replace(/("tap3b3c85c8-49",\["uuid","[0-9a-f-]+"\],)\d+/, (_row, before: string) => `${before}77`);

test('what can not be judged any more has not healed', () => {
  const checks = healthy.report.checks.map((check) =>
    check.id === 'dhcp-server-not-running' ? { ...check, verdict: 'unknown' as const } : check,
  );
  const difference = differenceOf(broken, { ...healthy, report: { ...healthy.report, checks } });
  expect(difference.healed.map(({ check }) => check)).not.toContain('dhcp-server-not-running');
  expect(difference.untold).toEqual(['dhcp-server-not-running']);
});

test('the command line compares reports and recordings, and refuses anything else', () => {
  const run = (...words: readonly string[]) =>
    spawnSync(process.execPath, [join(packageRoot, 'dist/src/cli.js'), 'diff', ...words], { encoding: 'utf8' });
  const [old, now] = [join(folder, 'old.json'), join(folder, 'new.json')];
  writeFileSync(old, JSON.stringify(healthy.report));
  writeFileSync(now, JSON.stringify(broken.report));
  expect(run(old, now)).toMatchObject({ status: 1, stdout: expect.stringMatching(/^✗ broke: No dnsmasq runs/) });
  expect(run(now, old)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^✓ healed: No dnsmasq runs/) });
  expect(run(healthyRecordings.folsom, brokenFolder).status).toBe(1);
  writeFileSync(old, '{}');
  expect(run(old, now)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^qdoctor: [^\n]+\n$/) });
});
