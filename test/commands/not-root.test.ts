import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';

function run([command = '', ...words]: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', cwd: tmpdir() });
  return { status, stdout, stderr };
}

describe('a live run by somebody who is not root', () => {
  test('exit 3 with one line that says what to do', () => {
    const { status, stdout, stderr } = asNobody(['--ci']);
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^qdoctor: [^\n]+\n$/);
    expect(stderr).toContain('sudo qdoctor --ci');
  });
});

/** Runs the command line without root's rights; where others may not read the checkout, a copy of what it needs. */
function asNobody(words: readonly string[]) {
  const cli = (root: string) => [process.execPath, join(root, 'dist/src/cli.js')];
  if (process.getuid?.() !== 0) return run([...cli(packageRoot), ...words]);
  const drop = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  if (run([...drop, ...cli(packageRoot), '--version']).status === 0)
    return run([...drop, ...cli(packageRoot), ...words]);
  const copy = mkdtempSync(join(tmpdir(), 'qdoctor-copy-'));
  try {
    run(['chmod', '755', copy]);
    const { packages } = JSON.parse(readFileSync(join(packageRoot, 'package-lock.json'), 'utf8')) as {
      packages: Readonly<Record<string, { dev?: boolean }>>;
    };
    const needed = Object.entries(packages).filter(
      ([path, { dev }]) => path.startsWith('node_modules/') && dev !== true,
    );
    for (const path of ['dist', 'package.json', 'playbooks', ...needed.map(([path]) => path)]) {
      cpSync(join(packageRoot, path), join(copy, path), { recursive: true, force: true });
    }
    run(['chmod', '-R', 'a+rX', copy]);
    return run([...drop, ...cli(copy), ...words]);
  } finally {
    rmSync(copy, { recursive: true });
  }
}
