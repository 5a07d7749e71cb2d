import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommandResult } from '../../src/host/host.ts';
import {
  type Answered,
  answersOf,
  diagnosisOf,
  findingsByAnswer,
  healthyHost,
  streamsOf,
  withAnswer,
  withStream,
} from '../support/recorded-host.ts';

const endings: readonly CommandResult[] = [
  { kind: 'tool-missing' },
  { kind: 'not-permitted' },
  { kind: 'timed-out', afterMs: 10_000 },
  { kind: 'aborted' },
  { kind: 'not-recorded' },
  ...[1, 2, 127, 255].map((exitCode) => ({
    kind: 'exited' as const,
    exitCode,
    stdout: '',
    stderr: 'something broke\n',
  })),
  // What a dynamic linker says of a broken package.
  { kind: 'exited', exitCode: 127, stdout: '', stderr: 'libc.so.7: No such file or directory\n' },
];

const garbage = [
  '',
  '\n',
  'garbage\n',
  'Segmentation fault\n',
  '\u0000\u001b[31m\u0007\n',
  'a'.repeat(100_000),
  '[]\n'.repeat(4),
  '[{}]\n'.repeat(4),
  'null\n'.repeat(4),
  '{"data":[],"headings":[]}\n'.repeat(4),
];

// Controls, and bytes that never stand in UTF-8: whatever else a changed byte makes may be the true state of a host.
const noise = fc
  .uint8Array({ minLength: 1, maxLength: 6 })
  .map((bytes) => bytes.map((byte) => noiseBytes[byte % 8] ?? 0));
const noiseBytes = [0x00, 0x01, 0x07, 0x1b, 0x7f, 0xc0, 0xfe, 0xff];

const samples = { seed: 20121123, numRuns: 15 };

/** On a healthy host one tool lies: whatever it says, nothing is found broken, and nothing breaks. */
export async function corruptEveryAnswer(layout: 'folsom' | 'neutron'): Promise<void> {
  const host = healthyHost(layout);
  const answers = await answersOf(host);

  const findingsByChange = await findingsByAnswer(host);
  const findingsAfter = ({ command }: Answered, answer: CommandResult) => findingsByChange(command, answer);

  test(`all that a healthy ${layout} host tells: no finding`, async () => {
    const { findings, verdict } = await diagnosisOf(host);
    expect(findings).toEqual([]);
    expect(verdict).toBe('healthy');
  });

  describe.each(answers.map((answer) => [answer.command.argv.join(' ').slice(0, 70), answer] as const))(
    '%s',
    (_name, answer) => {
      const { result } = answer;
      const bytes = Buffer.from(result.stdout);
      const printing = (stdout: Uint8Array | string) =>
        findingsAfter(answer, { ...result, stdout: Buffer.from(stdout).toString() });

      test('ends in another way', async () => {
        for (const ending of endings) expect([ending, await findingsAfter(answer, ending)]).toEqual([ending, []]);
        for (const exitCode of [1, 2, 137]) expect(await findingsAfter(answer, { ...result, exitCode })).toEqual([]);
      });

      test('prints something else', async () => {
        for (const text of garbage) expect([text, await printing(text)]).toEqual([text, []]);
      });

      test('cut at any line end', async () => {
        for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, end + 1)) {
          expect([end, await printing(bytes.subarray(0, end + 1))]).toEqual([end, []]);
        }
        expect(await printing(bytes.subarray(0, -1))).toEqual([]);
      });

      test('cut anywhere', async () => {
        const cut = fc.asyncProperty(fc.nat(bytes.length), async (end) => {
          expect(await printing(bytes.subarray(0, end))).toEqual([]);
        });
        await fc.assert(cut, samples);
      });

      test('with noise anywhere', async () => {
        const noisy = fc.asyncProperty(fc.nat(bytes.length), noise, async (at, bits) => {
          expect(
            await printing(Buffer.concat([bytes.subarray(0, at), bits, bytes.subarray(at + bits.length)])),
          ).toEqual([]);
        });
        await fc.assert(noisy, samples);
      });

      test('with any byte changed, is judged without a crash', async () => {
        const changed = fc.asyncProperty(fc.nat(bytes.length), fc.integer({ min: 32, max: 126 }), async (at, byte) => {
          await printing(Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at + 1)]));
        });
        await fc.assert(changed, samples);
      });
    },
  );

  describe.each((await streamsOf(host)).map((key) => [key.slice(2, 80), key] as const))(
    'the capture %s',
    (_name, key) => {
      const findingsAfter = async (change: (bytes: Uint8Array) => Uint8Array | undefined): Promise<readonly string[]> =>
        (await diagnosisOf(withStream(host, key, change))).findings.map(({ summary }) => summary);

      test('can not be started', async () => {
        expect(await findingsAfter(() => undefined)).toEqual([]);
      });

      test('holds nothing, or something else', async () => {
        expect(await findingsAfter(() => new Uint8Array())).toEqual([]);
        expect(await findingsAfter(() => Buffer.from('garbage\n'.repeat(100)))).toEqual([]);
      });

      test('ends in the middle of a packet', async () => {
        const cut = fc.asyncProperty(fc.integer({ min: 1, max: 300 }), async (lost) => {
          expect(await findingsAfter((bytes) => bytes.subarray(0, -lost))).toEqual([]);
        });
        await fc.assert(cut, samples);
      });
    },
  );

  test('every command of it fails: nothing is found, and nothing is called healthy', async () => {
    for (const ending of endings.filter(({ kind }) => kind !== 'exited')) {
      let deaf = host;
      for (const { command } of answers) deaf = withAnswer(deaf, command, ending);
      const { findings, verdict, checks } = await diagnosisOf(deaf);
      expect(findings).toEqual([]);
      expect(verdict).toBe('incomplete');
      expect(checks.filter((check) => check.verdict === 'pass')).toEqual([]);
    }
  });
}
