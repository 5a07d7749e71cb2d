import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';
import { cli } from '../support/diagnosis.ts';

/* What never ends, a pipe, a device, a log of the kernel, is refused in one sentence and not waited for. */

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-endless-'));
afterAll(() => rmSync(folder, { recursive: true }));
const pipe = join(folder, 'pipe');
spawnSync('mkfifo', [pipe]);
const recording = join(packageRoot, 'recordings/no-offer/healed');

const calls: readonly (readonly [string, readonly string[]])[] = [pipe, '/dev/zero'].flatMap((file) => [
  [`--from ${file}`, ['--ci', '--from', file]],
  [`--checks ${file}`, ['--ci', '--from', recording, '--checks', file]],
  [`diff ${file}`, ['diff', file, file]],
  [`fleet ${file}`, ['fleet', file]],
  [`playbook lint ${file}`, ['playbook', 'lint', file]],
]);

test.each([...calls, [`--format json=${pipe}`, ['--ci', '--from', recording, '--format', `json=${pipe}`]] as const])(
  '%s',
  (_, words) => {
    const [node, ...first] = cli;
    const { status, stderr, signal } = spawnSync(node, [...first, ...words], { encoding: 'utf8', timeout: 60_000 });
    expect([signal, [2, 3].includes(status ?? -1)]).toEqual([null, true]);
    expect(stderr).toMatch(/^qdoctor: [^\n]+\n$/);
  },
);
