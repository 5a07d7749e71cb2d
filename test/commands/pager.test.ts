import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';
import { openTerminal } from '../support/terminal.ts';

/*
 * Long text on a terminal of 24 lines goes to the user's pager, and nowhere else: the built command line with a pager that
 * keeps what it was called with and what it read.
 */

const cli = [process.execPath, join(packageRoot, 'dist/src/cli.js')] as const;
const folder = mkdtempSync(join(tmpdir(), 'qdoctor-pager-'));
const [pager, read] = [join(folder, 'pager'), join(folder, 'read')];
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  rmSync(read, { force: true });
  writeFileSync(pager, `#!/bin/sh\n{ echo "$# $1 LESS=$LESS"; cat; } >'${read}'\n`);
  chmodSync(pager, 0o755);
});

const printed = (...words: readonly string[]) => spawnSync(cli[0], [cli[1], ...words], { encoding: 'utf8' }).stdout;

async function onTerminal(words: readonly string[], environment: Readonly<Record<string, string>>) {
  const terminal = await openTerminal([...cli, ...words], { CI: '', PAGER: `${pager} -x`, ...environment });
  try {
    const exitCode = await terminal.exitCode();
    return { exitCode, text: await terminal.text() };
  } finally {
    await terminal.close();
  }
}

const whatItRead = () => readFileSync(read, 'utf8').split('\n');

test.each([
  ['explain', ['explain', 'port-tag-wrong']],
  ['checks', ['checks']],
  ['map', ['map', '--from', join(packageRoot, 'recordings/no-offer/broken')]],
  ['playbook show', ['playbook', 'show', 'quick']],
  ['lab faults', ['lab', 'faults']],
])('what %s prints on a terminal is read in the pager, with the options of less', async (_name, words) => {
  const { exitCode, text } = await onTerminal(words, {});
  const [called, ...lines] = whatItRead();
  expect([exitCode, called]).toEqual([0, '1 -x LESS=FRX']);
  expect(lines.length).toBeGreaterThan(24);
  expect(text).not.toContain(lines.find((line) => line.length > 20));
});

test("the user's own options of less are kept, and a diff of text is paged too", async () => {
  const recordings = ['broken', 'healed'].map((name) => join(packageRoot, 'recordings/no-offer', name));
  const { exitCode } = await onTerminal(['diff', ...recordings], { LESS: '-S' });
  expect(exitCode).toBe(0);
  // Whether it is long depends on the recordings; explaining a check is long always.
  await onTerminal(['explain', 'port-tag-wrong'], { LESS: '-S' });
  expect(whatItRead()[0]).toBe('1 -x LESS=-S');
});

describe('no pager is started', () => {
  test.each<readonly [string, readonly string[], Readonly<Record<string, string>>]>([
    ['with --no-pager', ['explain', 'port-tag-wrong', '--no-pager'], {}],
    ['with --no-pager before the command', ['--no-pager', 'explain', 'port-tag-wrong'], {}],
    ['in a CI', ['explain', 'port-tag-wrong'], { CI: 'true' }],
    ['on a dumb terminal', ['explain', 'port-tag-wrong'], { TERM: 'dumb' }],
    ['for what fits the screen', ['playbook', 'list'], {}],
    ['for a diagnosis, which never asks', ['--ci', '--from', join(packageRoot, 'recordings/no-offer/broken')], {}],
    ['for JSON', ['map', '--format', 'json', '--from', join(packageRoot, 'recordings/no-offer/broken')], {}],
    ['with PAGER=cat', ['explain', 'port-tag-wrong'], { PAGER: 'cat' }],
    ['with an empty PAGER', ['explain', 'port-tag-wrong'], { PAGER: '' }],
    ['where there is none', ['explain', 'port-tag-wrong'], { PAGER: '/nowhere/less' }],
    ['by a shell', ['explain', 'port-tag-wrong'], { PAGER: `true;${pager}` }],
  ])('%s', async (_when, words, environment) => {
    const { text } = await onTerminal(words, environment);
    expect(existsSync(read)).toBe(false);
    expect(text.split('\n').length).toBeGreaterThan(8);
  });

  test('in a pipe', () => {
    const { stdout } = spawnSync(cli[0], [cli[1], 'explain', 'port-tag-wrong'], {
      encoding: 'utf8',
      env: { ...process.env, CI: '', PAGER: pager },
    });
    expect(existsSync(read)).toBe(false);
    expect(stdout).toContain('port-tag-wrong (vlan, error)');
  });
});

test('one that ends before it has read everything is no error', async () => {
  const { exitCode, text } = await onTerminal(['lab', 'faults'], { PAGER: 'head -n 2' });
  expect(exitCode).toBe(0);
  expect(text).toContain('FAULT');
  expect(text).not.toMatch(/EPIPE|bug/);
});

test('its real counterpart shows the beginning, and Ctrl-C leaves the user in it', async () => {
  const terminal = await openTerminal([...cli, 'explain', 'port-tag-wrong'], { CI: '', PAGER: 'less', LESS: 'RX' });
  try {
    expect(await terminal.sees('port-tag-wrong (vlan, error)')).not.toContain('Sources:');
    await terminal.press('C-c', 'G');
    await terminal.sees('Sources:');
    await terminal.press('q');
    expect(await terminal.exitCode()).toBe(130);
  } finally {
    await terminal.close();
  }
});

test('the same words are printed without it', () => {
  expect(printed('--no-pager', 'checks')).toBe(printed('checks'));
});
