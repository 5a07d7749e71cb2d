import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import type { Report } from '../../src/report/report.ts';
import { Watch } from '../../src/report/watch.ts';
import { examined } from '../support/diagnosis.ts';
import { healthyHost } from '../support/recorded-host.ts';

const started = '2026-01-31T12:00:01.000Z';
const at = (report: Report): Report => ({ ...report, started });
const broken = at((await examined(openRecording(join(packageRoot, 'recordings/no-offer/broken')))).report);
const healthy = at((await examined(healthyHost('folsom'))).report);
/** The broken host, when the check of what is broken could not judge. */
const untold: Report = {
  ...broken,
  verdict: 'incomplete',
  findings: [],
  checks: broken.checks.map((check) => ({ ...check, verdict: 'unknown' })),
};
const root = /^2026-01-31 12:00:01 UTC {2}(.*) \(dhcp-server-not-running\)$/;
const ofRoot = (lines: readonly string[]) => lines.flatMap((line) => line.match(root)?.[1]?.split(':')[0] ?? []);

test('the first run tells what there is, later ones only what changed', () => {
  const watch = new Watch();
  expect(watch.next(healthy)).toEqual(['2026-01-31 12:00:01 UTC  verdict: healthy']);
  expect(watch.next(healthy)).toEqual([]);
  const broke = watch.next(broken);
  expect(broke[0]).toBe('2026-01-31 12:00:01 UTC  verdict: healthy → failing');
  expect(ofRoot(broke)).toEqual(['✗ broke']);
  expect(watch.next(broken)).toEqual([]);
  expect(ofRoot(watch.next(healthy))).toEqual(['✓ fixed']);
  expect(ofRoot(new Watch().next(broken))).toEqual(['✗ found']);
});

test('what could not be judged for a while has neither broken nor been fixed by that', () => {
  const watch = new Watch();
  watch.next(broken);
  const lines = watch.next(untold);
  expect(lines).toContain('2026-01-31 12:00:01 UTC  ? dhcp-server-not-running: found before, now unknown');
  expect(lines.filter((line) => line.includes('fixed'))).toEqual([]);
  expect(watch.next(untold)).toEqual([]);
  expect(ofRoot(watch.next(broken))).toEqual(['✗ still there']);
  watch.next(untold);
  expect(ofRoot(watch.next(healthy))).toEqual(['✓ fixed']);
});

test('a run that can not be made is said once, and when it can again', () => {
  const watch = new Watch();
  watch.next(healthy);
  expect(watch.failed(started, 'net01: connection\nrefused')).toEqual([
    '2026-01-31 12:00:01 UTC  ? not run: net01: connection\\x0arefused',
  ]);
  expect(watch.failed(started, 'net01: connection\nrefused')).toEqual([]);
  expect(watch.next(healthy)).toEqual(['2026-01-31 12:00:01 UTC  runs again']);
});
