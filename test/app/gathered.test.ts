import { describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { examine } from '../../src/app/examine.ts';
import { type RunOptions, wholeHost } from '../../src/app/run-options.ts';
import { commandKey } from '../../src/host/bundle.ts';
import type { Host } from '../../src/host/host.ts';
import { loadPlaybook } from '../../src/playbook/playbook.ts';
import { silent } from '../../src/report/progress.ts';
import { healthyHost } from '../support/recorded-host.ts';

/** The commands and captures of a run on a healthy host, by their keys. */
async function started(playbook: string, options: Partial<RunOptions> = {}): Promise<readonly string[]> {
  const host = healthyHost('neutron');
  const keys: string[] = [];
  const counting: Host = {
    ...host,
    run(commands) {
      keys.push(...commands.map(commandKey));
      return host.run(commands);
    },
    stream(command, readySign) {
      keys.push(commandKey(command));
      return host.stream(command, readySign);
    },
  };
  const run = {
    ...wholeHost,
    passive: false,
    waitSeconds: 0,
    failOn: 'error',
    timeoutSeconds: 120,
    ...options,
  } as const;
  const { diagnosis } = await examine(counting, loadPlaybook(playbook, checks), run, silent);
  expect(diagnosis.findings).toEqual([]);
  return keys;
}

describe('a run starts no command that it does not need', async () => {
  const full = await started('full');
  const network = '4338c261-df6f-40ab-a376-e1ffe3fe7045';

  test('and none twice, unless it sends one packet several times', async () => {
    const silently = await started('full', { passive: true });
    expect(silently.toSorted()).toEqual([...new Set(silently)].toSorted());
  });

  test.each([
    ['quick', {}],
    ['no-address', {}],
    ['full', { networks: [network] }],
    ['full', { passive: true }],
  ] as const)('%s with %o: fewer than for everything', async (playbook, options) => {
    const fewer = await started(playbook, options);
    expect(fewer.length).toBeLessThan(full.length);
    expect(full).toEqual(expect.arrayContaining([...fewer]));
  });
});
