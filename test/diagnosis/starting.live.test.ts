import { expect, test } from 'vitest';
import { injectFault } from '../../src/lab/faults/apply.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { diagnoseLab, rootsOf } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';
import { lookAndRecord } from '../support/recorded-look.ts';
import { said } from '../support/said.ts';

/** Starts a DHCP agent that is busy for some seconds, as the real one is with its start, and then does what it is told. */
const startAgent = `
  mkdir -p /run/starting
  { echo '#!/bin/sh'
    echo "end=$(($(date +%s) + $1))"
    echo 'while [ "$(date +%s)" -lt "$end" ]; do :; done'
    echo "$2"
    echo 'exec sleep 100'
  } >/run/starting/neutron-dhcp-agent
  chmod +x /run/starting/neutron-dhcp-agent
  setsid /run/starting/neutron-dhcp-agent </dev/null >/dev/null 2>&1 &
  echo $! >/run/starting/pid`;

const endAgent = 'read -r pid </run/starting/pid && kill "$pid"';

describeLive('an agent that has just been started', () => {
  const lab = sharedLab('neutron');
  const start = (seconds: number, work: string) => lab().run(['sh', '-c', startAgent, 'start', String(seconds), work]);
  const noDnsmasq = faults.find(({ id }) => id === 'dhcp-no-offer');
  if (noDnsmasq === undefined) throw new Error('no such fault');

  test('is waited for, and the recording holds what was seen last', async () => {
    await injectFault(lab(), noDnsmasq);
    await start(5, `service ${lab().model.services.dhcp} restart`);
    const { report, replayed } = await lookAndRecord(lab());
    expect(rootsOf({ report, exitCode: 0 })).toEqual([]);
    expect(report.verdict).toBe('healthy');
    expect(said(replayed)).toEqual(said(report));
    await lab().run(['sh', '-c', endAgent]);
  });

  test('is not waited for beyond the time limit', async () => {
    await injectFault(lab(), noDnsmasq);
    await start(60, ':');
    const diagnosed = await diagnoseLab(lab(), '--timeout', '20');
    expect(rootsOf(diagnosed)).toEqual([noDnsmasq.expects]);
    expect(diagnosed.report.verdict).toBe('failing');
    await lab().run(['sh', '-c', endAgent]);
  });
});
