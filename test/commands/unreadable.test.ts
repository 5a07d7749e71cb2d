import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { asNobody } from '../support/nobody.ts';
import { healthyRecordings } from '../support/recorded-host.ts';

const nobody = asNobody();
const folder = mkdtempSync(join(tmpdir(), 'qdoctor-unreadable-'));
chmodSync(folder, 0o755);
afterAll(() => {
  nobody.clear();
  rmSync(folder, { recursive: true });
});

const at = (name: string) => join(folder, name);
writeFileSync(at('file'), 'text\n');
writeFileSync(at('private'), 'text\n', { mode: 0 });
mkdirSync(at('private-folder'), { mode: 0 });
mkdirSync(at('folder'));
symlinkSync('loop', at('loop'));
cpSync(healthyRecordings.neutron, at('recording'), { recursive: true });
spawnSync('chmod', ['-R', 'a+rX', at('recording')]);

/** What the system refuses to read, by its path, and why. */
const refused = [
  ['missing', 'no such file or folder'],
  ['private', 'permission denied'],
  ['private-folder/file', 'permission denied'],
  ['file/below', 'part of its path is not a folder'],
  ['loop', 'its symbolic links form a loop'],
] as const;

/** What reads a path of the user's; `ofFile`: it takes no folder. */
const readers: readonly (readonly [name: string, words: (path: string) => readonly string[], ofFile: boolean])[] = [
  ['--from', (path) => ['--ci', '--from', path], false],
  ['fleet', (path) => ['fleet', path], false],
  ['map', (path) => ['map', '--from', path], false],
  ['diff, old', (path) => ['diff', path, at('recording')], false],
  ['diff, new', (path) => ['diff', at('recording'), path], false],
  ['diff of reports', (path) => ['diff', `${path}.json`, at('recording')], false],
  ['--checks', (path) => ['--ci', '--from', at('recording'), '--checks', path], false],
  ['--ci PLAYBOOK', (path) => ['--ci', path, '--from', at('recording')], true],
  ['playbook lint', (path) => ['playbook', 'lint', path], true],
  ['playbook show', (path) => ['playbook', 'show', path], true],
  ['dhcp', (path) => ['dhcp', path], true],
];

function run(words: readonly string[]) {
  const [command, ...rest] = nobody.argv;
  const { status, stdout, stderr } = spawnSync(command, [...rest, ...words], { encoding: 'utf8', cwd: folder });
  return { status, stdout, stderr };
}

describe.each(readers)('%s', (_name, words, ofFile) => {
  const folders = ofFile ? (['folder', 'it is a folder'] as const) : (['private-folder', 'permission denied'] as const);
  const cases = [...refused, folders];
  test.each(cases)('of a path that cannot be read (%s): one sentence that says why, exit 2', (name, reason) => {
    const { status, stdout, stderr } = run(words(at(name)));
    expect(stderr).toMatch(/^qdoctor: Cannot read [^\n]+\n$/);
    expect(stderr).toContain(folder);
    // `.json` at the end of some makes them other files.
    expect(stderr).toMatch(words('x').includes('x.json') ? /: [a-z ]+\.\n$/ : `: ${reason}.`);
    expect([status, stdout]).toEqual([2, '']);
  });
});

test.each(['a bundle', 'saved outputs'])('a file of %s that cannot be read is no file that is missing', (kind) => {
  const recording = at(kind.replace(' ', '-'));
  cpSync(at('recording'), recording, { recursive: true });
  if (kind === 'saved outputs') rmSync(join(recording, 'manifest.json'));
  chmodSync(join(recording, 'ip_netns_list'), 0);
  const { status, stdout, stderr } = run(['--ci', '--from', recording]);
  expect(stderr).toBe(`qdoctor: Cannot read ${join(recording, 'ip_netns_list')}: permission denied.\n`);
  expect([status, stdout]).toEqual([2, '']);
});
