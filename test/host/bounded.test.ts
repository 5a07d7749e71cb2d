import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { LocalHost } from '../../src/host/local-host.ts';
import { type ProcessOptions, runProcess } from '../../src/host/process.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // A zombie is dead, until its new parent has asked for it.
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** Runs a script whose first line of output is the pid of a child that would run for an hour. */
async function withChild(script: string, options: Partial<ProcessOptions> = {}) {
  let said = '';
  const end = await runProcess(['sh', '-c', script], {
    timeoutMs: 60_000,
    onOutput: (_, chunk) => {
      said += chunk;
    },
    ...options,
  });
  return { end, child: Number.parseInt(said, 10) };
}

/** A signal was sent: on a busy machine it takes a moment until the process has ended. */
const expectToEnd = (pid: number) => vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);

const stray = 'setsid sh -c \'echo "$$"; exec sleep 3600\' &';

describe('a command', () => {
  test.each([
    ['takes a group of its own (setsid)', `${stray} wait`],
    ['takes a group of its own (timeout)', 'timeout 3600 sh -c \'echo "$$"; exec sleep 3600\''],
    ['is orphaned in a group of its own', `(${stray}) ; sleep 3600`],
  ])('whose child %s ends with its limit, and the child with it', async (_, script) => {
    const { end, child } = await withChild(script, { timeoutMs: 1500 });
    expect([end.kind, child > 0]).toEqual(['timed-out', true]);
    await expectToEnd(child);
  });

  test('that has ended is not waited for because a child holds its output', async () => {
    const { end, child } = await withChild(stray);
    expect([end.kind, child > 0]).toEqual(['exited', true]);
    await expectToEnd(child);
  });

  test('that starts a daemon, as a fix does, leaves it', async () => {
    const { end, child } = await withChild(stray, { leavesDaemons: true });
    expect([end.kind, isAlive(child)]).toEqual(['exited', true]);
    process.kill(child, 'SIGKILL');
  });

  test.each(['cat /dev/zero', 'cat /dev/zero >&2', 'yes | tr -d "\\n"'])(
    'that prints without end is stopped: %s',
    async (script) => {
      const flood = await runProcess(['sh', '-c', script], { timeoutMs: 60_000, mostBytes: 1024 * 1024 });
      expect(flood).toEqual({ kind: 'too-long', bytes: 1024 * 1024 });
    },
  );
});

describe('a host', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qdoctor-bounded-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('one of whose tools prints without end answers the others', async () => {
    const results = await new LocalHost().run([
      { argv: ['echo', 'before'] },
      { argv: ['cat', '/dev/zero'] },
      { argv: ['echo', 'after'] },
    ]);
    expect(results).toMatchObject([
      { stdout: 'before\n' },
      { kind: 'too-long', bytes: 64 * 1024 * 1024 },
      { stdout: 'after\n' },
    ]);
  });

  test('one of whose tools hangs is asked twice by it, not once for each subject', async () => {
    const [tool, asked] = [join(folder, 'hangs'), join(folder, 'asked')];
    // As the tools of Open vSwitch end when their own --timeout has passed.
    writeFileSync(tool, `#!/bin/sh\necho "$1" >>'${asked}'\nsleep 0.3\nexit 142\n`);
    chmodSync(tool, 0o755);
    const subjects = Array.from({ length: 40 }, (_, index) => index);
    const host = new LocalHost();
    const results = await host.run([
      ...subjects.map((index) => ({ argv: [tool, String(index)] as const })),
      { argv: ['echo', 'ok'] },
    ]);
    expect(results.at(-1)).toMatchObject({ stdout: 'ok\n' });
    const later = await host.run([{ argv: [tool, 'later'] }]);
    expect(later).toEqual([{ kind: 'exited', exitCode: 142, stdout: '', stderr: '' }]);
    // Each of the shells side by side may have met it once before it was known.
    expect(readFileSync(asked, 'utf8').split('\n').length - 1).toBeLessThan(8);
  });
});
