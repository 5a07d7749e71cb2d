import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Command, CommandResult } from '../../src/host/host.ts';
import type { Argv } from '../../src/host/process.ts';
import { runShellBatch } from '../../src/host/shell-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-batch-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sh = (script: string, ...words: string[]): Argv => ['sh', '-c', script, 'sh', ...words];
const run = (...argvs: readonly Argv[]): Promise<readonly CommandResult[]> =>
  runShellBatch(
    argvs.map((argv): Command => ({ argv })),
    undefined,
  );
const exited = (stdout: string, stderr = '', exitCode = 0): CommandResult => ({
  kind: 'exited',
  exitCode,
  stdout,
  stderr,
});

const isAlive = (pid: number): boolean => {
  try {
    // A zombie has ended; only nobody has asked after it yet.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe('what a command is given', () => {
  test.each([
    ['a quote of each kind', `it's "so" \`echo no\``],
    ['a substitution', '$(touch owned) $HOME $1'],
    ['newlines', 'one\ntwo\n'],
    ['an empty word', ''],
    ['an escape sequence', '\u001b[31mred'],
    ['a glob and a tilde', '* ~ ?'],
    ['the end of a here-document', 'E\nE'],
    ['an option', '--help'],
    ['umlauts and an emoji', 'Zürich 🐙'],
  ])('%s arrives as it is', async (_name, word) => {
    expect(await run(sh('printf "%s|" "$@"', word, 'last'))).toEqual([exited(`${word}|last|`)]);
  });

  test('more than nine words keep their order', async () => {
    const words = Array.from({ length: 40 }, (_, index) => `w${index}`);
    expect(await run(['echo', ...words], ['echo', ...words.slice(30)])).toEqual([
      exited(`${words.join(' ')}\n`),
      exited(`${words.slice(30).join(' ')}\n`),
    ]);
  });

  test('an input with everything a shell would act on arrives as text', async () => {
    const input = '$(touch owned) `id` "q" \\n\nE\nlast\n';
    const [result] = await runShellBatch([{ argv: ['cat'], input }], undefined);
    expect(result).toEqual(exited(`${input}\n`));
  });

  test('without an input it reads the end of the file', async () => {
    expect(await run(['cat'], ['echo', 'next'])).toEqual([exited(''), exited('next\n')]);
  });
});

describe('what a command gives back', () => {
  test('a text without its last newline, empty texts and only newlines', async () => {
    expect(await run(['printf', 'a\\nb'], ['true'], ['printf', '\\n\\n'], ['printf', 'x'])).toEqual([
      exited('a\nb'),
      exited(''),
      exited('\n\n'),
      exited('x'),
    ]);
  });

  test('exit codes and error texts, each with its own command', async () => {
    expect(await run(sh('echo out; echo err >&2; exit 3'), sh('printf warn >&2'), ['false'])).toEqual([
      exited('out\n', 'err\n', 3),
      exited('', 'warn'),
      exited('', '', 1),
    ]);
  });

  test('a command that a signal ended', async () => {
    expect(await run(sh('kill -9 $$'), ['echo', 'next'])).toMatchObject([{ exitCode: 137 }, exited('next\n')]);
  });

  test('UTF-8 over the borders of what a pipe passes at once', async () => {
    const [result] = await run(sh('i=0; while [ $i -lt 20000 ]; do printf "ab🐙ü"; i=$((i+1)); done'));
    expect(result).toEqual(exited('ab🐙ü'.repeat(20_000)));
  });

  test('bytes that are no UTF-8 become U+FFFD', async () => {
    expect(await run(['printf', 'a\\377b'])).toEqual([exited('a\ufffdb')]);
  });

  test('a list of processes that shows the boundary itself', async () => {
    const [list, after] = await run(['ps', '-ww', '-eo', 'args='], ['echo', 'next']);
    expect(list).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(after).toEqual(exited('next\n'));
  });

  test('lines that look like the boundary of another run', async () => {
    const text = '\n3f0e7c2a-0000-4000-8000-000000000000 0\n';
    expect(await run(['printf', '%s', text], ['echo', 'next'])).toEqual([exited(text), exited('next\n')]);
  });
});

describe('a command that can not be run', () => {
  test('is a missing tool', async () => {
    expect(await run(['qdoctor-no-such-tool', 'x'], ['echo', 'next'])).toEqual([
      { kind: 'tool-missing' },
      exited('next\n'),
    ]);
  });

  test('is a tool that may not be run', async () => {
    expect(await run(['/etc/passwd'])).toEqual([{ kind: 'not-permitted' }]);
  });

  test('is not confused with a tool that says so of something else', async () => {
    expect(await run(sh('echo "page not found" >&2; exit 1'))).toEqual([exited('', 'page not found\n', 1)]);
  });
});

describe('a command that does not end', () => {
  test('ends by its limit with its children, and the rest is still answered', async () => {
    const file = join(folder, 'pid');
    const hanging: Command = { argv: sh('sleep 1000 & echo $! >"$1"; wait', file), timeoutMs: 300 };
    const commands = [{ argv: ['echo', 'before'] } as const, hanging, { argv: ['echo', 'after'] } as const];
    expect(await runShellBatch(commands, undefined)).toEqual([
      exited('before\n'),
      { kind: 'timed-out', afterMs: 300 },
      exited('after\n'),
    ]);
    const pid = Number(readFileSync(file, 'utf8'));
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  test('that already printed something is still one without an answer', async () => {
    const commands: Command[] = [{ argv: sh('echo half; sleep 1000'), timeoutMs: 300 }, { argv: ['echo', 'next'] }];
    expect(await runShellBatch(commands, undefined)).toEqual([{ kind: 'timed-out', afterMs: 300 }, exited('next\n')]);
  });

  test('behind a list of processes has its own limit, not that of a later one', async () => {
    const commands: Command[] = [
      { argv: ['ps', '-ww', '-eo', 'args='] },
      { argv: ['sleep', '1000'], timeoutMs: 300 },
      { argv: ['true'], timeoutMs: 60_000 },
    ];
    expect(await runShellBatch(commands, undefined)).toMatchObject([
      { kind: 'exited' },
      { kind: 'timed-out', afterMs: 300 },
      { kind: 'exited' },
    ]);
  });
});

describe('an interrupt', () => {
  test('ends what runs with its children, and nothing after it is started', async () => {
    const pidFile = join(folder, 'pid-of-aborted');
    const interrupt = new AbortController();
    const commands: Command[] = [
      { argv: sh('sleep 1000 & echo $! >"$1"; wait', pidFile) },
      ...Array.from({ length: 5 }, (): Command => ({ argv: ['touch', join(folder, 'started')] })),
    ];
    const running = runShellBatch(commands, interrupt.signal);
    const pidOf = () => {
      try {
        return Number(readFileSync(pidFile, 'utf8'));
      } catch {
        return 0;
      }
    };
    await expect.poll(pidOf, { timeout: 10_000 }).toBeGreaterThan(0);
    interrupt.abort();
    expect(await running).toEqual(commands.map(() => ({ kind: 'aborted' })));
    await expect.poll(() => isAlive(pidOf())).toBe(false);
    expect(() => readFileSync(join(folder, 'started'))).toThrow();
  });

  test('before the start leaves nothing to be run', async () => {
    const file = join(folder, 'never');
    expect(await runShellBatch([{ argv: ['touch', file] }], AbortSignal.abort())).toEqual([{ kind: 'aborted' }]);
    expect(() => readFileSync(file)).toThrow();
  });
});
