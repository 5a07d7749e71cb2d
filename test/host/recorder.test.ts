import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Command, CommandResult, Host } from '../../src/host/host.ts';
import { LocalHost } from '../../src/host/local-host.ts';
import { Recorder } from '../../src/host/recorder.ts';
import { openRecording } from '../../src/host/recording.ts';
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
      expect(await answersOf(again)).toEqual(await answersOf(host));
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
