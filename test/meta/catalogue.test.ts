import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cloudChecks } from '../../checks/fleet/index.ts';
import { checks } from '../../checks/index.ts';
import { isOfTexts, isOfTheWire } from '../../src/engine/check.ts';
import { layers } from '../../src/engine/layers.ts';
import { cloudFaults } from '../../src/lab/cloud-faults/index.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { unlistedFaults } from '../../src/lab/faults/unlisted/index.ts';
import { packageRoot } from '../../src/package.ts';
import { loadPlaybook } from '../../src/playbook/playbook.ts';

const folder = join(packageRoot, 'checks');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && basename(path) !== 'index.ts')
  .toSorted();
const everyCheck = [...checks, ...cloudChecks];
const ids = everyCheck.map(({ id }) => id);

test('the list of checks holds every file of the folder, each once', () => {
  const listed = [
    ...checks.map(({ layer, id }) => `${layer}/${id}.ts`),
    ...cloudChecks.map(({ id }) => `fleet/${id}.ts`),
  ];
  expect(listed.toSorted()).toEqual(files);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the checks stand in the order of the layers', () => {
  const order = checks.map(({ layer }) => layers.indexOf(layer));
  expect(order).toEqual(order.toSorted((one, other) => one - other));
});

/** Between hosts the lab has faults of its own. */
const provingFaults = [...faults, ...cloudFaults];

/** A lab has one network node, and no compute with a network that the node has not: recordings prove these. */
const beyondTheLab: readonly string[] = [
  'vm-port-on-two-hosts',
  'segmentation-id-shared',
  'router-on-two-hosts',
  'ha-router-active-twice',
  'floating-ip-on-two-hosts',
];

const parts = ['why', 'symptom', 'remedy', 'limits'] as const;

test('no two checks say the same of themselves', () => {
  expect(new Set(everyCheck.map(({ title }) => title)).size).toBe(everyCheck.length);
  const texts = everyCheck.flatMap((check) => parts.map((part) => check[part]));
  expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
});

describe.each(everyCheck.map((check) => [check.id, check] as const))('%s', (id, check) => {
  test('is called after the fault that it names', () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect(id).not.toMatch(/^(check|verify|test)-/);
  });

  test('has a title in form', () => {
    expect(check.title).toMatch(/^[A-Z].*[^.!?:]$/);
    expect(check.title).not.toMatch(/[\n\t]| {2}/);
    expect(check.title.length).toBeLessThanOrEqual(80);
  });

  test.each(parts)('tells its %s in a few sentences', (part) => {
    expect(check[part]).toMatch(part === 'why' ? /^\w.*[^.]\.$/ : /^[A-Z].*[^.]\.$/);
    expect(check[part]).not.toMatch(/[\n\t]| {2}|may or may not|Replace this/);
    expect(check[part].length).toBeLessThanOrEqual(240);
  });

  test('names where it is known from, each place once', () => {
    expect(check.sources.length).toBeGreaterThan(0);
    expect(new Set(check.sources).size).toBe(check.sources.length);
    for (const source of check.sources) expect(new URL(source)).toMatchObject({ protocol: 'https:', href: source });
  });

  test('is explained only by checks that stand before it', () => {
    const before = ids.slice(0, ids.indexOf(id));
    expect(check.explainedBy.filter((cause) => !before.includes(cause))).toEqual([]);
    expect(new Set(check.explainedBy).size).toBe(check.explainedBy.length);
  });

  // What a text says, a lab need not bring about: its test has the lines of real runs.
  const isOfTextsOnly = !('explains' in check) && isOfTexts(check);
  test.skipIf(isOfTextsOnly || beyondTheLab.includes(id))('is what some fault of the lab is expected to show', () => {
    expect(provingFaults.map(({ expects }) => expects)).toContain(id);
  });
});

const allFaults = [...faults, ...unlistedFaults];

describe.each(allFaults.map((fault) => [fault.id, fault] as const))('the fault %s of the lab', (id, fault) => {
  test('expects a check that there is, and names its layer', () => {
    const expected = checks.find((check) => check.id === fault.expects);
    expect(expected).toBeDefined();
    // What real packets meet is blamed on the layer where they meet it.
    if (expected !== undefined && expected.each !== 'traces' && !isOfTheWire(expected))
      expect(expected?.layer).toBe(fault.layer);
  });

  test('has a name, a title and a layout', () => {
    expect(allFaults.filter((other) => other.id === id)).toHaveLength(1);
    expect(fault.title).not.toMatch(/\.$|^\s|\s$|\n/);
    expect(fault.layouts.length).toBeGreaterThan(0);
  });
});

test('the page of what is not seen leads only to checks that there are', () => {
  const page = readFileSync(join(packageRoot, 'docs/not-seen.md'), 'utf8');
  const linked = [...page.matchAll(/\(checks\/([^.]+)\.md#([^)]+)\)/g)].map(([, layer, id]) => `${layer}/${id}.ts`);
  expect(linked.length).toBeGreaterThan(0);
  expect(linked.filter((file) => !files.includes(file))).toEqual([]);
});

test('a check can reach no machine: neither a host nor a module of Node', () => {
  for (const file of files) {
    const imports = [...readFileSync(join(folder, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from);
    expect([
      file,
      imports.filter((from) => !/^(\.\.\/\.\.\/src\/(engine|topology|facts|packets)\/|\.\.?\/)/.test(from ?? '')),
    ]).toEqual([file, []]);
    expect([file, imports.filter((from) => /\/host\/|\/lab\/|\/report\//.test(from ?? ''))]).toEqual([file, []]);
  }
});

test('a check across hosts explains only checks of one host', () => {
  const own = new Set(checks.map(({ id }) => id));
  for (const { explains } of cloudChecks) expect(explains.filter((id) => !own.has(id))).toEqual([]);
});

test('every built-in playbook loads, and the whole one holds every check', () => {
  const names = readdirSync(join(packageRoot, 'playbooks')).map((file) => basename(file, '.yaml'));
  for (const name of names) expect(loadPlaybook(name, checks).checks.length).toBeGreaterThan(0);
  expect(loadPlaybook('full', checks).checks).toEqual(checks);
  expect(loadPlaybook('quick', checks).checks).toEqual(checks.filter((check) => !isOfTheWire(check)));
});
