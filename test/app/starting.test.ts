import { describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { mayFix, StartWatch } from '../../src/app/starting.ts';
import type { Finding } from '../../src/engine/diagnose.ts';
import { startingAgents } from '../../src/facts/starting.ts';
import type { Host } from '../../src/host/host.ts';

const findingOf = (id: string): Finding => {
  const check = checks.find((one) => one.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  return { check: id, layer: check.layer } as Finding;
};

describe('an agent that is starting may put right', () => {
  test.each([
    ['l2-agent', 'port-tag-wrong', true],
    ['l2-agent', 'integration-bridge-flows-missing', true],
    ['l2-agent', 'native-firewall-flows-missing', true],
    ['l2-agent', 'dhcp-offer-missing', true],
    ['l2-agent', 'dhcp-server-not-running', false],
    ['l2-agent', 'dhcp-port-missing', false],
    ['l2-agent', 'conntrack-table-full', false],
    ['l3-agent', 'router-snat-missing', true],
    ['l3-agent', 'gateway-port-missing', true],
    ['l3-agent', 'metadata-proxy-not-running', true],
    ['l3-agent', 'dhcp-server-not-running', false],
    ['dhcp-agent', 'dhcp-server-not-running', true],
    ['dhcp-agent', 'dhcp-port-missing', true],
    ['dhcp-agent', 'router-snat-missing', false],
    ['metadata-agent', 'metadata-agent-socket-missing', true],
    ['metadata-agent', 'port-tag-wrong', false],
    ['l3-agent', 'tenant-route-missing', false],
  ] as const)('%s: %s: %s', (role, id, expected) => {
    expect(mayFix(role, findingOf(id), checks)).toBe(expected);
  });
});

describe('an agent has done its work', () => {
  const busy = (...samples: readonly (readonly [number, number])[]) => samples;

  test.each([
    ['never at the first observation', busy([0, 900]), false],
    ['not while it is busy', busy([0, 900], [6000, 2400]), false],
    ['not within a pause that is short', busy([0, 900], [3500, 900]), false],
    ['when it has hardly used a processor for some seconds', busy([0, 900], [3500, 920], [7000, 940]), true],
  ])('%s', (_when, samples, expected) => {
    const watch = new StartWatch();
    const left = samples.map(([atMs, busyMs]) =>
      watch.stillStarting([{ pid: 70, program: 'neutron-dhcp-agent', role: 'dhcp-agent', busyMs }], atMs),
    );
    expect(left.at(-1)).toHaveLength(expected ? 0 : 1);
  });
});

test('a starting agent comes with its role and the processor time of itself and its children', async () => {
  const answers: Readonly<Record<string, string>> = {
    ps: '   70    00:12\n   71 10:00:00\n   72    00:30\n',
    cat:
      '70 (neutron dhcp) S 1 70 70 0 -1 4194560 9 9 0 0 120 30 40 10 20 0 1 0 500 1 1\n' +
      '71 (neutron-l3-age) S 1 71 71 0 -1 4194560 9 9 0 0 9000 1 1 1 20 0 1 0 500 1 1\n' +
      '72 (neutron-met) S 1 71 71 0 -1 4194560 9 9 0 0 1 1 1 1 20 0 1 0 500 1 1\n',
  };
  const host = {
    run: async (commands: readonly { readonly argv: readonly string[] }[]) =>
      commands.map(({ argv: [tool = ''] }) => ({ kind: 'exited', exitCode: 0, stdout: answers[tool], stderr: '' })),
  } as unknown as Host;
  const process = (pid: number, program: string) => ({
    pid,
    isFrozen: false,
    whereabouts: undefined,
    hasHostPid: true,
    args: `/usr/bin/python3 /usr/bin/${program} --config-file /etc/neutron/neutron.conf`,
  });
  const processes = [
    process(70, 'neutron-dhcp-agent'),
    process(71, 'neutron-l3-agent'),
    process(72, 'neutron-metadata-agent'),
  ];
  expect(await startingAgents(host, processes)).toEqual([
    { pid: 70, program: 'neutron-dhcp-agent', role: 'dhcp-agent', busyMs: 2000 },
  ]);
  // Half a minute ago, when the host began to be read, the metadata agent had just been started.
  expect((await startingAgents(host, processes, 29.5)).map(({ pid }) => pid)).toEqual([70, 72]);
});
