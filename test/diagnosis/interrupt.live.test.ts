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

describeLive('Ctrl-C during a diagnosis', () => {
  const lab = sharedLab('neutron');

  test('at any moment: exit 130, no process, no file and no namespace is left', async () => {
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
