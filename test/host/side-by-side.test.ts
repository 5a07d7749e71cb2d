import { describe, expect, test } from 'vitest';
import type { Argv } from '../../src/host/process.ts';
import { runSideBySide } from '../../src/host/side-by-side.ts';

const sh = (script: string, ...words: string[]): Argv => ['sh', '-c', script, 'sh', ...words];
const run = (...argvs: readonly Argv[]) =>
  runSideBySide(
    argvs.map((argv) => ({ argv })),
    undefined,
  );
const exited = (stdout: string, stderr = '', exitCode = 0) => ({
  kind: 'exited',
  exitCode,
  stdout,
  stderr,
  milliseconds: expect.any(Number),
});

describe('commands side by side', () => {
  test.each([
    ['a quote of each kind', `it's "so" \`echo no\``],
    ['a substitution', '$(touch owned) $HOME $1'],
    ['newlines at both ends', '\none\ntwo\n\n'],
    ['an empty word', ''],
    ['the end of a here-document', 'E\nE'],
    ['a backslash', 'a\\nb\\'],
    ['a percent sign', '%s %d'],
    ['umlauts and an emoji', 'Zürich 🐙'],
  ])('%s arrives and comes back as it is', async (_name, word) => {
    expect(await run(sh('printf "%s|" "$@"; printf "%s" "$1" >&2', word, 'last'), ['printf', '%s', word])).toEqual([
      exited(`${word}|last|`, word),
      exited(word),
    ]);
  });

  test('each has its own output, error text and exit code, in the order of the commands', async () => {
    const slow = sh('sleep 0.2; echo slow; echo why >&2; exit 3');
    expect(await run(slow, sh('echo fast'), ['false'], ['qdoctor-no-such-tool'], ['/etc/passwd'])).toEqual([
      exited('slow\n', 'why\n', 3),
      exited('fast\n'),
      exited('', '', 1),
      { kind: 'tool-missing' },
      { kind: 'not-permitted' },
    ]);
  });

  test('many that talk at once do not mix, and each is told when it ended', async () => {
    const commands = Array.from({ length: 40 }, (_, index) =>
      sh('i=0; while [ $i -lt 9 ]; do echo "$1 $i"; i=$((i+1)); done', `c${index}`),
    );
    const expected = (index: number) => Array.from({ length: 9 }, (_, line) => `c${index} ${line}\n`).join('');
    expect(await run(...commands)).toEqual(commands.map((_, index) => exited(expected(index))));
    const [long, short] = await run(['sleep', '0.5'], ['true']);
    expect([long, short]).toEqual([exited(''), exited('')]);
    if (long?.kind !== 'exited' || short?.kind !== 'exited') return;
    expect(long.milliseconds).toBeGreaterThan(short.milliseconds ?? Number.POSITIVE_INFINITY);
  });

  test('an input is text, and without one the end of the file is read', async () => {
    const input = '$(touch owned) `id`\nE\nlast';
    expect(await runSideBySide([{ argv: ['cat'], input }, { argv: ['cat'] }], undefined)).toEqual([
      exited(`${input}\n`),
      exited(''),
    ]);
  });

  test('one that hangs is ended, and the others keep what they said', async () => {
    const results = await runSideBySide(
      [
        { argv: ['sleep', '60'], timeoutMs: 400 },
        { argv: ['echo', 'here'], timeoutMs: 400 },
      ],
      undefined,
    );
    expect(results).toEqual([{ kind: 'timed-out', afterMs: 400 }, exited('here\n')]);
  });

  test('of a namespace that is not there nothing is told', async () => {
    const inside: Argv = ['ip', 'netns', 'exec', 'qdoctor-no-such-namespace', 'echo', 'in'];
    expect(await run(inside, ['echo', 'out'])).toEqual([undefined, exited('out\n')]);
  });
});
