import { expect, test } from 'vitest';
import { injectFault } from '../../src/lab/faults/apply.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { cli } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

/** Starts a diagnosis, interrupts it after some milliseconds, and tells its exit code and what is left of it. */
const script = `
  # A job of its own: else SIGINT is ignored until the program listens to it.
  set -m
  export TMPDIR=/run/interrupted
  mkdir -p "$TMPDIR"
  before=$(ls /run "$TMPDIR" | sort)
  "$@" >/run/interrupted.out 2>&1 & pid=$!
  sleep "0.$after"; kill -INT "$pid"; wait "$pid"; code=$?
  rm -f /run/interrupted.out
  left() { ps -eo args= | grep -E '^(ovs-vsctl|ovs-appctl|ip |iptables-save|sh -c .*printf)'; }
  # What was killed may need a moment to be gone on a busy machine.
  for _ in $(seq 50); do left >/dev/null || break; sleep 0.1; done
  echo "$code"
  left || echo 'no process'
  [ "$before" = "$(ls /run "$TMPDIR" | sort)" ] && echo 'no file'
  ip netns list | wc -l
`;

describeLive('a diagnosis that does not come to its end', () => {
  const lab = sharedLab('neutron');

  test('by --timeout: says so, what was done and what was not; exit 3, and it was not interrupted', async () => {
    const end = await lab().run([...cli, '--ci', '--timeout', '0.1'], { timeoutMs: 60_000 });
    expect(end).toMatchObject({ exitCode: 3 });
    const said = end.kind === 'exited' ? `${end.stdout}${end.stderr}` : '';
    expect(said).toMatch(/^INCOMPLETE {2}\S+ {2}timed out after 0\.1 s \(--timeout\)\n/);
    expect(said).toMatch(/\nNo faults in the \d+ of \d+ checks that could run/);
    expect(said).toMatch(/\nNot checked:\n +\d+ checks {2}timed out after 0\.1 s \(--timeout\)/);
    expect(said).not.toMatch(/interrupted|✗/);
  });

  test('by SIGKILL: the next run ends the commands that it left', async () => {
    // A tool that hangs, of a run that nobody can ask any more.
    const kill = `
      mkdir -p /run/hanging && printf '#!/bin/sh\\nexec sleep 4711\\n' >/run/hanging/ovs-ofctl && chmod +x /run/hanging/ovs-ofctl
      PATH="/run/hanging:$PATH" "$@" --ci >/dev/null 2>&1 & it=$!
      until pgrep -fx 'sleep 4711' >/dev/null; do sleep 0.05; done
      kill -KILL "$it"; sleep 0.5; pgrep -fx 'sleep 4711' | wc -l
      "$@" --ci --passive --wait 0 >/dev/null
      pgrep -fx 'sleep 4711' | wc -l; pgrep -x dnsmasq | wc -l`;
    const end = await lab().run(['bash', '-c', kill, 'bash', ...cli], { timeoutMs: 120_000 });
    expect(end).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^[1-9]\d*\n0\n[1-9]\d*\n$/) });
  });

  test('by Ctrl-C at any moment: exit 130, no process, no file and no namespace is left', async () => {
    // A database that does not answer keeps the diagnosis busy for as long as anybody likes to interrupt it.
    const frozen = faults.find(({ id }) => id === 'ovsdb-server-frozen');
    if (frozen === undefined) throw new Error('no such fault');
    const namespaces = await lab().run(['sh', '-c', 'ip netns list | wc -l']);
    const count = namespaces.kind === 'exited' ? namespaces.stdout : '';
    await injectFault(lab(), frozen);
    for (const after of ['05', '30', '60', '90', '99']) {
      const end = await lab().run(['env', `after=${after}`, 'bash', '-c', script, 'bash', ...cli, '--ci'], {
        timeoutMs: 60_000,
      });
      const said = end.kind === 'exited' ? end.stdout : end.kind;
      expect(said, `after 0.${after} s`).toBe(`130\nno process\nno file\n${count}`);
    }
  });
});
