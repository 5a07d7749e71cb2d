import { expect, test } from 'vitest';
import { cloudChecks } from '../../checks/fleet/index.ts';
import { checks } from '../../checks/index.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { renderCheck, renderChecks } from '../../src/report/catalogue.ts';
import { mapOf } from '../../src/report/map/map.ts';
import { renderMapText } from '../../src/report/map/text.ts';
import { table } from '../../src/report/table.ts';
import { traceFormats } from '../../src/report/trace-formats.ts';
import type { WalkedTrace } from '../../src/topology/traces.ts';
import { healthyHost, topologyOf } from '../support/recorded-host.ts';

/*
 * Pages for a terminal, other than the report of a diagnosis: they fold at its columns, and cut no word that has room.
 */

const widths = [60, 80, 120] as const;

/** A word that is longer than the page stays on a line of its own. */
const tooLong = (page: string, width: number): readonly string[] =>
  page.split('\n').filter((line) => line.length > width && /\s/.test(line.trim()));

test.each(widths)('every check is explained in %i columns, its fix before what it reads', (width) => {
  for (const check of checks) {
    const page = renderCheck(check, faults, width);
    expect(tooLong(page, width)).toEqual([]);
    expect(page.indexOf('\nFix:\n')).toBeLessThan(page.indexOf('\nWhat it reads:\n'));
  }
});

test.each(widths)('the list of checks and a table fold in %i columns', (width) => {
  expect(tooLong(renderChecks(checks, cloudChecks, width), width)).toEqual([]);
  const rows = faults.map(({ id, layouts, expects, title }) => [id, layouts.join(', '), expects, title]);
  expect(tooLong(table(rows, width).join('\n'), width)).toEqual([]);
});

test('a program reads each row of a table from one line', () => {
  const rows = faults.map(({ id, title }) => [id, title]);
  expect(table(rows)).toHaveLength(rows.length);
});

test('the wiring folds at the columns of the page', async () => {
  const topology = await topologyOf(healthyHost('neutron'));
  const map = mapOf('net01', topology, topology.switchDatabase);
  for (const width of widths) expect(tooLong(renderMapText(map, width), width)).toEqual([]);
});

const walked: WalkedTrace = {
  subject: { kind: 'host', id: 'net01', name: 'net01', networks: [], routers: [] },
  cause: undefined,
  isFirst: true,
  reason: undefined,
  rivals: undefined,
  id: 'T1',
  from: '10.11.12.3',
  to: '203.0.113.1',
  proto: 'icmp',
  bytes: 84,
  outcome: 'lost',
  hops: (['seen', 'lost'] as const).map((verdict) => ({
    device: 'qg-e271892c-4d',
    where: 'qrouter-6259a93a-c1ab-4357-afb3-b2c25f3da02e',
    direction: 'in',
    verdict,
    text: 'echo request 10.11.12.3 > 203.0.113.1',
  })),
  gap: { after: 'qvo71e4b0be-57', before: 'qr-1e823752-79 in qrouter-6259a93a-c1ab-4357-afb3-b2c25f3da02e' },
};

test.each(widths)('a trace folds in %i columns', (width) => {
  const text = traceFormats.find(({ name }) => name === 'text');
  const page = text?.render(walked, { isQuiet: false, isVerbose: false, width }) ?? '';
  expect(page).toContain('  ✗ → qg-e271892c-4d in');
  expect(tooLong(page, width)).toEqual([]);
});
