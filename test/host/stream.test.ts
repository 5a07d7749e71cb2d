import { describe, expect, test } from 'vitest';
import type { Command, Stream } from '../../src/host/host.ts';
import { LocalHost } from '../../src/host/local-host.ts';

const streamOf = (argv: Command['argv'], timeoutMs = 10_000): Stream =>
  new LocalHost().stream({ argv, timeoutMs }, 'ready');

async function textOf({ output }: Stream): Promise<string> {
  let text = '';
  for await (const piece of output) text += Buffer.from(piece).toString();
  return text;
}

/** Says that it is ready, and one more thing when it is told to end. */
const patient = 'trap "echo bye; exit 7" TERM; echo ready >&2; while :; do sleep 0.05; done';

describe('a command that goes on until it is stopped', () => {
  test('is ready when it says so, and says its last word when it is stopped', async () => {
    const stream = streamOf(['sh', '-c', patient]);
    const said = textOf(stream);
    expect(await stream.start).toEqual({ kind: 'ready' });
    await stream.stop();
    expect(await said).toBe('bye\n');
  });

  test('is stopped when its time is over, though nobody stops it', async () => {
    const stream = streamOf(['sh', '-c', patient], 300);
    expect(await textOf(stream)).toBe('bye\n');
  });

  test('says something before anybody reads: nothing of it is lost', async () => {
    const stream = streamOf(['sh', '-c', 'echo first; echo ready >&2; sleep 0.2; echo last']);
    await stream.start;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await textOf(stream)).toBe('first\nlast\n');
  });

  test('is killed when it does not listen', async () => {
    const stream = streamOf(['sh', '-c', 'trap "" TERM; echo ready >&2; while :; do sleep 0.05; done']);
    const said = textOf(stream);
    await stream.start;
    await stream.stop();
    expect(await said).toBe('');
  });

  test('ends by itself before it is ready: with its exit code and what it said', async () => {
    const end = await streamOf(['sh', '-c', 'echo "no such device" >&2; exit 3']).start;
    expect(end).toMatchObject({ kind: 'exited', exitCode: 3, stderr: 'no such device\n' });
  });

  test('is not there', async () => {
    expect(await streamOf(['no-such-tool-at-all', '$(touch owned)']).start).toEqual({ kind: 'tool-missing' });
  });

  test('is interrupted', async () => {
    const interrupt = new AbortController();
    const stream = new LocalHost(interrupt.signal).stream({ argv: ['sh', '-c', patient] }, 'ready');
    const said = textOf(stream);
    await stream.start;
    interrupt.abort();
    expect(await said).toBe('');
    await stream.stop();
  });
});
