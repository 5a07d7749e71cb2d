import { expect, test } from 'vitest';
import type { Argv } from '../../src/host/process.ts';
import { cli, diagnoseLab } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

/** What somebody with a sense of humour could call a namespace or a port. */
const names = ['qrouter-$(touch owned)', 'qdhcp-a b', `qdhcp-'"`, 'qrouter-\u001b[31mred', '--help', 'x;reboot'];

describeLive('hostile names on the host', () => {
  const lab = sharedLab('folsom');
  const run = async (argv: Argv) => {
    const end = await lab().run(argv);
    if (end.kind !== 'exited') throw new Error(end.kind);
    return end;
  };

  test('namespaces and ports with spaces, quotes, $(…) and escapes: healthy, and nothing of them is run', async () => {
    for (const name of names) {
      await run(['sh', '-c', 'touch -- "/run/netns/$1" && mount --bind /proc/self/ns/net "/run/netns/$1"', 'sh', name]);
    }
    const ports = ['$(reboot)', 'a "b"', 'e\u001b[1m'];
    for (const port of ports) {
      await run([
        'ovs-vsctl',
        '--no-wait',
        'add-port',
        'br-int',
        port,
        '--',
        'set',
        'Interface',
        port,
        'type=internal',
      ]);
    }
    const { exitCode, report } = await diagnoseLab(lab());
    expect(report.findings).toEqual([]);
    expect(exitCode).toBe(0);
    expect((await run(['sh', '-c', 'ls / /run | grep -c owned'])).stdout).toBe('0\n');
  });

  test('a broken port whose OVS error holds an escape sequence: shown, but never raw', async () => {
    const { vm1 } = lab().model.a;
    await run(['ovs-vsctl', 'set', 'Port', vm1.qvo, 'tag=77', 'other_config:note="\u001b]0;owned\u0007"']);
    const text = await run([...cli, '--ci']);
    expect(text.exitCode).toBe(1);
    expect(text.stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    // As ovs-vsctl itself escapes it (RFC 8259).
    expect(text.stdout).toContain('\\u001b]0;owned\\u0007');
  });
});
