import { expect, test } from 'vitest';
import { cli } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

/** Ends a diagnosis once all its captures listen, and tells its exit code and what is left of it a moment later. */
const script = `
  captures() { ps -eo args= | grep -E "^(tcpdump|timeout [0-9.]+ cat|cat$|sh -c .seconds=)" || [ $? = 1 ]; }
  "$@" >/dev/null 2>&1 & pid=$!
  while kill -0 "$pid" 2>/dev/null && [ "$(captures | grep -c '^tcpdump')" -lt 2 ]; do sleep 0.05; done
  [ "$how" = none ] || kill "-$how" "$pid"
  wait "$pid" 2>/dev/null
  echo "$?"
  for try in 1 2 3 4 5 6 7 8 9 10; do [ -z "$(captures)" ] || sleep 0.1; done
  captures
`;

describeLive('captures', () => {
  const lab = sharedLab('neutron');

  test.each([
    ['INT', 130],
    ['TERM', 130],
    ['HUP', 130],
    // Whose end nobody can catch, as that of a crash.
    ['SEGV', 139],
    ['KILL', 137],
  ])('qdoctor ends by SIG%s: none outlives it', async (how, exitCode) => {
    const words = [...cli, '--ci', '--passive', '--wait', '60'];
    const end = await lab().run(['env', `how=${how}`, 'bash', '-c', script, 'bash', ...words], { timeoutMs: 60_000 });
    expect(end).toMatchObject({ kind: 'exited', stdout: `${exitCode}\n` });
  });

  test('the time for the whole run is over: it ends, and so do they', async () => {
    const words = [...cli, '--ci', '--passive', '--wait', '60', '--timeout', '2'];
    const end = await lab().run(['env', 'how=none', 'bash', '-c', script, 'bash', ...words], { timeoutMs: 60_000 });
    expect(end).toMatchObject({ kind: 'exited', stdout: '3\n' });
  });
});
