import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { UserError } from '../../src/errors.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { packageRoot } from '../../src/package.ts';
import { readPlaybook } from '../../src/playbook/playbook.ts';
import { starter } from '../../src/playbook/starter.ts';
import { cases as broken, filesOf } from './broken-playbooks.ts';
import { cases as brokenSteps } from './broken-steps.ts';

const cases = [...broken, ...brokenSteps];

const root = mkdtempSync(join(tmpdir(), 'qdoctor-lint-'));
afterAll(() => rmSync(root, { recursive: true }));

const write = (folder: string, files: Readonly<Record<string, string | Buffer>>): string => {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return join(folder, 'mine.yaml');
};

function messagesOf(file: string, folder: string): readonly string[] {
  try {
    const { playbook, problems } = readPlaybook({ name: 'mine', file }, checks, [], faults);
    return [...problems, ...playbook.expired].map(({ place, message, hint }) =>
      `${place.file}:${place.line}:${place.column}: ${message}${hint === undefined ? '' : ` ${hint}`}`.replaceAll(
        folder,
        '.',
      ),
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [`${error.message}${error.hint === undefined ? '' : ` ${error.hint}`}`.replaceAll(folder, '.')];
  }
}

describe('every mistake is reported at once, with its place and what was meant', () => {
  test.each(cases.map((one, index) => [one.name, one, index] as const))('%s', (_name, one, index) => {
    const folder = join(root, String(index));
    expect(messagesOf(write(folder, filesOf(one)), folder)).toEqual(one.messages);
  });
});

describe('qdoctor playbook', () => {
  const playbook = (cwd: string, ...words: readonly string[]) => {
    const run = spawnSync(process.execPath, [join(packageRoot, 'dist/src/cli.js'), 'playbook', ...words], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, XDG_CONFIG_HOME: join(root, 'config') },
    });
    return { status: run.status, stdout: run.stdout, stderr: run.stderr };
  };

  test('lint: all mistakes of all files, exit 2; none, exit 0', () => {
    const folder = join(root, 'lint');
    const good = write(folder, { 'mine.yaml': starter, 'bad.yaml': 'version: 3\ntitle: Bad\nsteps: []\n' });
    expect(playbook(folder, 'lint', good, 'full')).toMatchObject({ status: 0, stderr: '' });
    expect(playbook(folder, 'lint', good, 'bad.yaml')).toEqual({
      status: 2,
      stdout: 'bad.yaml:1:10: version: must be 1.\nbad.yaml:3:8: steps: empty.\n',
      stderr: '',
    });
  });

  test('new: a starter without a mistake, nor one in what it only shows', () => {
    expect(playbook(root, 'new')).toEqual({ status: 0, stdout: starter, stderr: '' });
    const whole = starter.replace(/^#(?=\w| {2})/gm, '').replace(/until: .*/, 'until: 2999-12-31');
    expect(whole).toMatch(/^tests:/m);
    const folder = join(root, 'whole');
    expect(messagesOf(write(folder, { 'mine.yaml': whole }), folder)).toEqual([]);
  });

  test('list: by the search path, where no file found by chance stands for a built-in one', () => {
    const folder = join(root, 'site');
    const text = (title: string) => `version: 1\ntitle: ${title}\nsteps:\n  - check: vlan\n`;
    write(join(folder, 'playbooks'), { 'full.yaml': text('Not ours'), 'site.yaml': text('Of this folder') });
    write(join(root, 'config/qdoctor/playbooks'), { 'site.yaml': text('Hidden'), 'own.yaml': text('Of the user') });
    const { stdout } = playbook(folder, 'list');
    expect(stdout).toMatch(/^full +The whole host$/m);
    expect(stdout).toMatch(/^site +Of this folder$/m);
    expect(stdout).toMatch(/^own +Of the user$/m);
    expect(stdout).not.toMatch(/Not ours|Hidden/);
    expect(playbook(folder, 'show', 'site').stdout).toMatch(/Checks \(\d+\):\n {2}vlan +port-dead-vlan \(error\)/);
  });

  test('a name does not run what other users can change', () => {
    const folder = join(root, 'open');
    write(join(folder, 'playbooks'), { 'ours.yaml': 'version: 1\ntitle: Ours\nsteps:\n  - check: vlan\n' });
    expect(playbook(folder, 'show', 'ours').status).toBe(0);
    chmodSync(join(folder, 'playbooks/ours.yaml'), 0o666);
    expect(playbook(folder, 'show', 'ours').stderr).toMatch(/is writable by other users, so it is not run by name/);
    expect(playbook(folder, 'show', './playbooks/ours.yaml').status).toBe(0);
  });
});
