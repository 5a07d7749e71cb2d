import { expect, test } from 'vitest';
import type { Argv } from '../../src/host/process.ts';
import { savedNamesOf } from '../../src/host/saved-names.ts';

test.each<readonly [Argv, string]>([
  [['iptables-save'], 'iptables-save_-c'],
  [['ip', 'netns', 'exec', 'qrouter-1', 'iptables-save'], 'ip_netns_exec_qrouter-1_iptables-save_-c'],
  [['iptables', '-t', 'nat', '-S'], 'iptables_-t_nat_-S_-v'],
])('%j may have been saved with its counters, as %s', (argv, name) => {
  expect(savedNamesOf({ argv })).toContain(name);
});
