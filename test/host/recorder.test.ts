import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Command, CommandResult, Host } from '../../src/host/host.ts';
import { LocalHost } from '../../src/host/local-host.ts';
import { Recorder } from '../../src/host/recorder.ts';
import { openRecording } from '../../src/host/recording.ts';
import { redact } from '../../src/host/redact.ts';
import { answersOf, diagnosisOf, editedHost, healthyHost } from '../support/recorded-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-recorder-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function recorded(host: Host, use: (recorder: Recorder) => Promise<unknown>): Promise<Host> {
  const recorder = new Recorder(host);
  await use(recorder);
  const target = mkdtempSync(join(folder, 'bundle-'));
  await recorder.save(target, { note: 'A test.' }, new Date('2026-01-31T12:00:00Z'));
  return openRecording(target);
}

describe('a recorded run', () => {
  test.each(['folsom', 'neutron'] as const)(
    'of a healthy %s host gives the same answers and diagnosis',
    async (layout) => {
      const host = healthyHost(layout);
      const again = await recorded(host, diagnosisOf);
      expect(again.name).toBe(host.name);
      // Of processes that have nothing to do with the network, only the program is kept.
      const kept = (await answersOf(host)).map(({ command, result }) => ({
        command,
        result: { ...result, stdout: redact(result.stdout, command.argv[0]) },
      }));
      expect(await answersOf(again)).toEqual(kept);
      expect(await diagnosisOf(again)).toEqual(await diagnosisOf(host));
    },
  );

  test('of a host with a fault gives the same findings', async () => {
    const host = editedHost(healthyHost('folsom'), ({ argv }, result) =>
      argv[0] === 'ovs-appctl' ? { kind: 'exited', exitCode: 142, stdout: '', stderr: '' } : result,
    );
    const { findings } = await diagnosisOf(host);
    expect(findings.map(({ check }) => check)).toEqual(['ovs-vswitchd-not-answering']);
    expect((await diagnosisOf(await recorded(host, diagnosisOf))).findings).toEqual(findings);
  });

  test.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['flipped', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) ^ 1)])],
    ['doubled', (bytes: Buffer) => Buffer.concat([bytes, bytes])],
    ['emptied', () => Buffer.alloc(0)],
  ] as const)('any output of which was %s since does not know it', async (_, damage) => {
    const target = mkdtempSync(join(folder, 'damaged-'));
    const recorder = new Recorder(healthyHost('neutron'));
    await diagnosisOf(recorder);
    await recorder.save(target, { note: 'A test.' }, new Date('2026-01-31T12:00:00Z'));
    const files = readdirSync(target).filter((file) => file !== 'manifest.json' && file !== 'captures');
    for (const file of files.filter((name) => statSync(join(target, name)).size > 0)) {
      const whole = readFileSync(join(target, file));
      writeFileSync(join(target, file), damage(whole));
      const { findings, checks } = await diagnosisOf(openRecording(target));
      expect([file, findings.map(({ summary }) => summary)]).toEqual([file, []]);
      if (file === 'iptables-save')
        expect(checks.map(({ reason }) => reason).join()).toMatch(/damaged in the recording/);
      writeFileSync(join(target, file), whole);
    }
    expect((await diagnosisOf(openRecording(target))).verdict).toBe('healthy');
  });

  test('of commands that end in every way gives the same ends', async () => {
    const commands: Command[] = [
      { argv: ['printf', 'no newline at the end\n🐙'] },
      { argv: ['sh', '-c', 'echo out; echo err >&2; exit 7'] },
      { argv: ['cat'], input: 'one\n' },
      { argv: ['cat'], input: 'another\n' },
      { argv: ['qdoctor-no-such-tool'] },
      { argv: ['/etc/passwd'] },
      { argv: ['sleep', '1000'], timeoutMs: 200 },
    ];
    let results: readonly CommandResult[] = [];
    const again = await recorded(new LocalHost(), async (recorder) => {
      results = await recorder.run(commands);
    });
    expect(results.map(({ kind }) => kind)).toContain('timed-out');
    expect(await again.run(commands)).toEqual(results);
  });

  test('of commands whose file names would be the same keeps them apart', async () => {
    const long = 'x'.repeat(300);
    const commands: Command[] = ['a b', 'a/b', 'a:b', `${long}1`, `${long}2`, '../../escape', '$(touch owned)'].map(
      (word) => ({ argv: ['echo', word] }),
    );
    let results: readonly CommandResult[] = [];
    const again = await recorded(new LocalHost(), async (recorder) => {
      results = await recorder.run(commands);
    });
    expect(await again.run(commands)).toEqual(results);
  });

  test('does not know what was not run, and what was interrupted', async () => {
    const host = editedHost(new LocalHost(), ({ argv }, result) =>
      argv[1] === 'interrupted' ? { kind: 'aborted' } : result,
    );
    const again = await recorded(host, (recorder) => recorder.run([{ argv: ['echo', 'interrupted'] }]));
    expect(await again.run([{ argv: ['echo', 'interrupted'] }, { argv: ['echo'] }])).toEqual([
      { kind: 'not-recorded' },
      { kind: 'not-recorded' },
    ]);
  });
});
