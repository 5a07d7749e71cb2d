import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/host/host.ts';
import { LocalHost } from '../../src/host/local-host.ts';

describe('this machine', () => {
  test('answers many commands in their order', async () => {
    const commands = Array.from({ length: 300 }, (_, index): Command => ({ argv: ['echo', String(index)] }));
    expect(await new LocalHost().run(commands)).toEqual(
      commands.map((_, index) => ({ kind: 'exited', exitCode: 0, stdout: `${index}\n`, stderr: '' })),
    );
  });

  test('answers no commands with no results', async () => {
    expect(await new LocalHost().run([])).toEqual([]);
  });

  test('stops waiting when it is interrupted', async () => {
    const interrupt = new AbortController();
    const waiting = new LocalHost(interrupt.signal).wait(1_000_000);
    interrupt.abort();
    await waiting;
  });
});
