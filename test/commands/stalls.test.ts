import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';
import { cli } from '../support/diagnosis.ts';

const root = mkdtempSync(join(tmpdir(), 'qdoctor-stalls-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A step that keeps the program's thread busy for good: it loads where it is tried, and loops where it is used. */
const looping = join(root, 'looping.mjs');
writeFileSync(
  looping,
  `import { isMainThread } from 'node:worker_threads';
   if (isMainThread) {
     process.stderr.write('busy\\n');
     for (;;);
   }`,
);

/** Runs a diagnosis that gets stuck, with something done as soon as it is. */
function stuck(words: readonly string[], act: (pid: number) => void = () => {}) {
  const [node, ...first] = cli;
  const recording = join(packageRoot, 'recordings/no-offer/healed');
  const child = spawn(node, [...first, '--ci', '--checks', looping, '--from', recording, ...words]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    if (stderr === '') act(child.pid ?? 0);
    stderr += text;
  });
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal, stdout, stderr })));
}

describe('a step that does not end', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'is ended by %s: exit 130, and nothing is said',
    async (signal) => {
      const end = await stuck([], (pid) => process.kill(pid, signal));
      expect(end).toEqual({ code: 130, signal: null, stdout: '', stderr: 'busy\n' });
    },
  );

  test('is ended by --timeout: exit 3, and no verdict', async () => {
    expect(await stuck(['--timeout', '0.1'])).toEqual({
      code: 3,
      signal: null,
      stdout: '',
      stderr: 'busy\nqdoctor: Timed out (--timeout) in a step that did not end; there is no verdict.\n',
    });
  });
});
