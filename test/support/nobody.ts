import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Argv } from '../../src/host/process.ts';
import { packageRoot } from '../../src/package.ts';

/** The command line as somebody without root's rights runs it. */
export interface Nobody {
  readonly argv: Argv;
  clear(): void;
}

const succeeds = ([tool, ...words]: Argv): boolean => spawnSync(tool, words, { cwd: tmpdir() }).status === 0;

/** Where others may not read the checkout, the command line is run from a copy of what it needs. */
export function asNobody(): Nobody {
  const cli = (root: string): Argv => [process.execPath, join(root, 'dist/src/cli.js')];
  const nothing = () => undefined;
  if (process.getuid?.() !== 0) return { argv: cli(packageRoot), clear: nothing };
  const drop = (argv: Argv): Argv => ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...argv];
  const direct = drop(cli(packageRoot));
  if (succeeds([...direct, '--version'])) return { argv: direct, clear: nothing };
  const copy = mkdtempSync(join(tmpdir(), 'qdoctor-copy-'));
  const { packages } = JSON.parse(readFileSync(join(packageRoot, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, { dev?: boolean }>>;
  };
  const needed = Object.entries(packages).filter(([path, { dev }]) => path.startsWith('node_modules/') && dev !== true);
  for (const path of ['dist', 'package.json', 'playbooks', 'recordings', ...needed.map(([name]) => name)]) {
    cpSync(join(packageRoot, path), join(copy, path), { recursive: true, force: true });
  }
  spawnSync('chmod', ['-R', 'a+rX', copy]);
  return { argv: drop(cli(copy)), clear: () => rmSync(copy, { recursive: true }) };
}
