import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { layers } from '../../src/engine/layers.ts';
import { UserError } from '../../src/errors.ts';
import { loadPlaybook } from '../../src/playbook/playbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-playbook-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (text: string): string => {
  const file = join(folder, 'mine.yaml');
  writeFileSync(file, text);
  return file;
};

/** `line:column message`, as a user is told. */
function mistakeIn(nameOrPath: string): string {
  try {
    loadPlaybook(nameOrPath, checks);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.exitCode).toBe(2);
    expect(error.message).not.toContain('\n');
    const { place } = error;
    return place === undefined ? error.message : `${place.line}:${place.column} ${error.message}`;
  }
  return 'no mistake';
}

const playbook = (steps: string) => `version: 1\ntitle: Mine\nsteps:\n${steps}`;

describe('a playbook', () => {
  test('by its name holds what the project ships', () => {
    const { name, checks: chosen } = loadPlaybook('full', checks);
    expect([name, chosen]).toEqual(['full', checks]);
  });

  test('of layers and checks holds each check once, in the order of the catalogue', () => {
    const file = fileOf(playbook('  - check: port-dead-vlan\n  - check: platform\n  - check: vlan\n'));
    expect(loadPlaybook(file, checks).checks).toEqual(
      checks.filter(({ layer }) => layer === 'platform' || layer === 'vlan'),
    );
  });

  test.each(layers)('may name the layer %s, even one without checks yet', (layer) => {
    expect(mistakeIn(fileOf(playbook(`  - check: ${layer}\n`)))).toBe('no mistake');
  });
});

describe('a mistake in a playbook is told in one sentence with its place', () => {
  test.each([
    ['an empty file', '', /^1:1 The playbook: /],
    ['only a comment', '# nothing yet\n', /^\d+:\d+ The playbook: /],
    ['a list', '- check: dhcp\n', /^1:1 The playbook: /],
    ['a word', 'dhcp\n', /^1:1 The playbook: /],
    ['no title', 'version: 1\nsteps:\n  - check: dhcp\n', /^1:1 title: /],
    ['an empty title', 'version: 1\ntitle: ""\nsteps:\n  - check: dhcp\n', /^2:8 title: /],
    ['another version', 'version: 2\ntitle: Mine\nsteps:\n  - check: dhcp\n', /^1:10 version: /],
    ['no steps', 'version: 1\ntitle: Mine\n', /^1:1 steps: /],
    ['steps without a step', 'version: 1\ntitle: Mine\nsteps: []\n', /^3:8 steps: /],
    ['a step that is a word', playbook('  - dhcp\n'), /^4:5 steps\.0: /],
    ['a step without a check', playbook('  - check: dhcp\n  - {}\n'), /^5:5 steps\.1\.check: /],
    ['a key that is not known', `colour: red\n${playbook('  - check: dhcp\n')}`, /^1:1 The playbook: .*colour/],
    ['a key of a step that is not known', playbook('  - check: dhcp\n    when: now\n'), /^5:5 steps\.0: .*when/],
    [
      'a check that is not known',
      playbook('  - check: dhcp\n  - check: dhcq\n'),
      /^5:12 'dhcq' is not a layer or a check\.$/,
    ],
    ['a check that is a number', playbook('  - check: 5\n'), /^4:12 steps\.0\.check: /],
    ['a tab for an indentation', playbook('\t- check: dhcp\n'), /^4:1 /],
    ['a quote that does not end', playbook('  - check: "dhcp\n'), /^\d:\d+ /],
    ['a key twice', `title: One\n${playbook('  - check: dhcp\n')}`, /^3:1 Map keys must be unique/],
    ['two documents', `${playbook('  - check: dhcp\n')}---\n${playbook('  - check: dhcp\n')}`, /multiple documents/],
    ['an alias that leads nowhere', playbook('  - *nobody\n'), /alias/],
    ['bytes that are no text', 'version: 1\u0000\u0001\n', /^1:\d+ /],
  ])('%s', (_name, text, message) => {
    expect(mistakeIn(fileOf(text))).toMatch(message);
  });

  test('aliases that multiply without end', () => {
    const levels = 'bcdefghi'.split('').map((name, index) => {
      const before = 'abcdefghi'[index];
      return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
    });
    expect(mistakeIn(fileOf(`a: &a [x]\n${levels.join('\n')}\n`))).toMatch(/alias/i);
  });

  test('a name that no playbook has: the names that there are', () => {
    expect(mistakeIn('nothing')).toBe("Unknown playbook 'nothing'.");
    expect(() => loadPlaybook('nothing', checks)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('full') }),
    );
  });

  test.each(['./missing.yaml', '/nowhere/mine.yaml', 'missing.yml'])('%s, which is not there', (path) => {
    expect(mistakeIn(path)).toBe(`Cannot read playbook ${path}: no such file or folder.`);
  });

  test('a folder', () => {
    mkdirSync(join(folder, 'folder.yaml'));
    expect(mistakeIn(join(folder, 'folder.yaml'))).toMatch(/: it is a folder\.$/);
  });
});
