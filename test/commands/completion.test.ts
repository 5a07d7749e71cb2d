import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { interfaceOf, withAllBelow } from '../../src/commands/interface.ts';
import { programFor } from '../../src/commands/program.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { cli } from '../support/diagnosis.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-completion-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [node, ...words] = cli;
const completionOf = (shell: string) => {
  const { status, stdout, stderr } = spawnSync(node, [...words, 'completion', shell], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
};
const scripts = new Map(['bash', 'zsh', 'fish'].map((shell) => [shell, completionOf(shell)] as const));
const program = interfaceOf(await programFor([], new AbortController().signal));

test.each([...scripts])('of %s: every command, long option, check and fault', (_shell, script) => {
  const all = withAllBelow(program);
  for (const { path } of all) expect(script).toContain(path);
  for (const name of all.flatMap(({ options }) => options.flatMap((option) => option.names.at(-1) ?? [])))
    expect(script).toContain(name.replace(/^--/, ''));
  for (const { id } of [...checks, ...faults]) expect(script).toContain(id);
});

describe('in bash, Tab after', () => {
  const file = join(folder, 'qdoctor.bash');
  writeFileSync(file, scripts.get('bash') ?? '');
  mkdirSync(join(folder, 'saved'));
  const complete = (typed: readonly string[]) => {
    const script = `source "$1"; shift; COMP_WORDS=(qdoctor "$@"); COMP_CWORD=$#; _qdoctor; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = spawnSync('bash', ['-c', script, 'bash', file, ...typed], { encoding: 'utf8', cwd: folder });
    return stdout.split('\n').filter((line) => line !== '');
  };

  test.each([
    [['col'], ['collect']],
    [
      ['lab', 'fa'],
      ['faults', 'fault'],
    ],
    [['explain', 'port-tag-w'], ['port-tag-wrong']],
    [['lab', 'fault', 'dhcp-tap-wrong-t'], ['dhcp-tap-wrong-tag']],
    [['--ci', 'no-a'], ['no-address']],
    [['--ci', '--pas'], ['--passive']],
    [['--format', 'ht'], ['html']],
    [['--format', 'html', '=', 'sa'], ['saved']],
    [['--from', 'sa'], ['saved']],
    [
      ['lab', 'up', '--layout', ''],
      ['folsom', 'neutron', 'kolla'],
    ],
    [['trace', '--proto', 'u'], ['udp:53']],
    [['lab', 'up', '--netw'], ['--networks']],
    [['--set', ''], []],
  ])('%j: %j', (typed, expected) => {
    expect(complete(typed)).toEqual(expected);
  });
});
