import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gatherFacts } from '../../src/facts/index.ts';
import { startingAgents } from '../../src/facts/starting.ts';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { cli, diagnoseLab, rootsOf } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';
import { observeAndRecord } from '../support/recorded-run.ts';
import { said } from '../support/said.ts';

/** Starts an agent that is busy for some seconds, as the real one is with its start, and then does what it is told. */
const startAgent = `
  mkdir -p /run/starting
  { echo '#!/bin/sh'
    # Without a child: only time of its own makes it look busy.
    echo 'look() { read -r uptime _ </proc/uptime; uptime=\${uptime%.*}; }'
    echo "look; end=\\$((uptime + $1))"
    echo 'while [ "$uptime" -lt "$end" ]; do look; done'
    echo "$2"
    echo 'exec sleep 100'
  } >/run/starting/$3
  chmod +x /run/starting/$3
  setsid /run/starting/$3 </dev/null >/dev/null 2>&1 &
  echo $! >/run/starting/pid`;

const endAgent = 'read -r pid </run/starting/pid && kill "$pid"';

describeLive('an agent that has just been started', () => {
  const lab = sharedLab('neutron');
  const start = (seconds: number, work: string, agent = 'neutron-dhcp-agent') =>
    lab().run(['sh', '-c', startAgent, 'start', String(seconds), work, agent]);
  /**
   * The lab's own agents were restarted by the tests before, and would be waited for too. One that gets no processor for a
   * moment looks settled.
   */
  const untilAgentsOfLabSettle = async () => {
    for (let quiet = 0; quiet < 3; ) {
      const host = lab().host();
      const { processes } = await gatherFacts(host, ['processes']);
      if (!processes.known) throw new Error(processes.reason);
      quiet = (await startingAgents(host, processes.value)).length === 0 ? quiet + 1 : 0;
      await sleep(1000);
    }
  };
  const noDnsmasq = faults.find(({ id }) => id === 'dhcp-no-offer');
  if (noDnsmasq === undefined) throw new Error('no such fault');

  test('is waited for, and the recording holds what was seen last', async () => {
    await injectFault(lab(), noDnsmasq);
    await start(5, `service ${lab().model.services.dhcp} restart`);
    const { report, replayed } = await observeAndRecord(lab());
    expect(rootsOf({ report, exitCode: 0 })).toEqual([]);
    expect(report.verdict).toBe('healthy');
    expect(said(replayed)).toEqual(said(report));
    await lab().run(['sh', '-c', endAgent]);
  });

  test.each([
    [
      'waits for the agent that does it, and says so',
      'neutron-dhcp-agent',
      'neutron-dhcp-agent just started; re-checking',
    ],
    ['does not wait for an agent with other work', 'neutron-l3-agent', undefined],
  ])('%s', async (_does, agent, line) => {
    await injectFault(lab(), noDnsmasq);
    await untilAgentsOfLabSettle();
    await start(8, ':', agent);
    const end = await lab().run([...cli, '--ci', '--passive', '--wait', '0'], { timeoutMs: 130_000 });
    await lab().run(['sh', '-c', endAgent]);
    await healFault(lab(), noDnsmasq);
    if (end.kind !== 'exited') throw new Error(end.kind);
    expect(end.exitCode).toBe(1);
    if (line === undefined) expect(end.stderr).not.toContain('just started');
    else expect(end.stderr).toContain(line);
  });

  test('is not waited for beyond the time limit', async () => {
    await injectFault(lab(), noDnsmasq);
    await start(60, ':');
    const diagnosed = await diagnoseLab(lab(), { timeoutSeconds: 20 });
    expect(rootsOf(diagnosed)).toEqual([noDnsmasq.expects]);
    expect(diagnosed.report.verdict).toBe('failing');
    await lab().run(['sh', '-c', endAgent]);
  });
});
