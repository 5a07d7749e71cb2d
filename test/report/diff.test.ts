import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { diagnose } from '../../src/engine/diagnose.ts';
import { everything } from '../../src/engine/scope.ts';
import { sumOf } from '../../src/facts/agent-files.ts';
import { known, unknown } from '../../src/facts/known.ts';
import type { Host } from '../../src/host/host.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import type { Change } from '../../src/report/changes.ts';
import { type Difference, differenceOf, differenceSchema, type Moment } from '../../src/report/diff/diff.ts';
import { renderDifference } from '../../src/report/diff/text.ts';
import { explanationsOf } from '../../src/report/explanations.ts';
import { jobsOf } from '../../src/report/jobs.ts';
import type { Part } from '../../src/report/part.ts';
import { partsOf } from '../../src/report/parts.ts';
import { buildReport } from '../../src/report/report.ts';
import { editedHost, factsOf, healthyHost, healthyRecordings, topologyOf } from '../support/recorded-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

const circumstances = {
  version: '0',
  host: { name: 'net01', source: 'bundle' },
  started: '2026-01-31T12:00:00.000Z',
  seconds: 1,
  playbook: 'full',
  scope: { networks: [], routers: [], ports: [], passive: false },
  inventory: { routers: null, networks: null, vms: null, floatingIps: null },
  probed: { dhcp: { sent: 0, answered: 0 }, arp: { sent: 0, answered: 0 } },
} as const;

async function momentOf(host: Host): Promise<Moment> {
  const [facts, topology] = [await factsOf(host), await topologyOf(host)];
  const diagnosis = diagnose(topology, checks, everything, () => 0);
  return {
    report: buildReport(diagnosis, { path: [], dhcp: [] }, circumstances, () => ({ vms: [], networks: [] })),
    parts: partsOf(facts, topology),
    jobs: jobsOf(facts),
  };
}

const brokenFolder = join(packageRoot, 'recordings/no-offer/broken');
const healthy = await momentOf(healthyHost('folsom'));
const healthyNeutron = await momentOf(healthyHost('neutron'));
const broken = await momentOf(openRecording(brokenFolder));

/** The text on a page on which each change has room in a line. */
const inOneLine = (difference: Difference): string => renderDifference(difference, 1000);

test('a moment compared with itself has no difference', () => {
  expect(inOneLine(differenceOf(broken, broken))).toBe('Nothing changed.\n');
});

test('what broke one way has healed the other way', () => {
  const there = differenceOf(healthy, broken);
  const back = differenceOf(broken, healthy);
  expect(there.broke.map(({ check }) => check)[0]).toBe('dhcp-server-not-running');
  expect([there.healed, there.untold, back.broke, back.untold]).toEqual([[], [], [], []]);
  expect(back.healed).toEqual(there.broke);
});

test('the change that a new finding names stands with it, other changes after it', async () => {
  const retagged = await momentOf(
    editedHost(healthyHost('folsom'), ({ argv }, result) =>
      argv[0] === 'ovs-vsctl' && result.kind === 'exited'
        ? { ...result, stdout: withAnotherTag(result.stdout) }
        : result,
    ),
  );
  const lines = inOneLine(differenceOf(healthy, retagged)).split('\n');
  expect(lines[0]).toMatch(/^✗ broke: tap3b3c85c8-49 .*\(port-/);
  expect(lines[1]).toMatch(/^ {4}~ tap3b3c85c8-49 tag: \d+ → 77$/);
});

/** The port's row of the switch's database (a name, its interface, its tag) with another tag. */
const withAnotherTag = (text: string): string =>
  text.replace(/("tap3b3c85c8-49",\["uuid","[0-9a-f-]+"\],)\d+/, (_row, before: string) => `${before}77`);

describe('under a finding about the host or a router stands first', () => {
  /** What is told of a healthy host, where something is printed otherwise later. */
  async function linesAfter(layout: 'folsom' | 'neutron', where: RegExp, change: (text: string) => string) {
    const after = await momentOf(
      editedHost(healthyHost(layout), ({ argv }, result) =>
        where.test(argv.join(' ')) && result.kind === 'exited' ? { ...result, stdout: change(result.stdout) } : result,
      ),
    );
    const text = inOneLine(differenceOf(layout === 'folsom' ? healthy : healthyNeutron, after));
    return text.trimEnd().split('\n');
  }
  const ofHost = /^ip -d -j /;

  test.each([
    [
      'the route that is gone',
      ofHost,
      (text: string) => text.replace(/\{[^{}]*"dst":"10.11.12.0\/24"[^{}]*\},/, ''),
      'tenant-route-missing',
      '~ route to 10.11.12.0/24 is gone (10.11.12.0/24 via 203.0.113.101 dev br-ex)',
    ],
    [
      'the route that leads elsewhere',
      ofHost,
      (text: string) => text.replace(/("dst":"10.11.12.0\/24","gateway":"203.0.113.)101/, '$199'),
      'tenant-route-wrong-next-hop',
      '~ route to 10.11.12.0/24: 10.11.12.0/24 via 203.0.113.101 dev br-ex → 10.11.12.0/24 via 203.0.113.99 dev br-ex',
    ],
    [
      'the device that is down',
      ofHost,
      (text: string) => text.replace(/("ifname":"br-ex","flags":\[[^\]]*),"UP","LOWER_UP"/, '$1'),
      'external-bridge-down',
      '~ br-ex state: up → down',
    ],
    [
      'the Linux bridge of a VM',
      ofHost,
      (text: string) => text.replace(/("ifname":"qbr52da070d-93","flags":\[[^\]]*),"UP","LOWER_UP"/, '$1'),
      'hybrid-bridge-down',
      '~ qbr52da070d-93 state: up → down',
    ],
    [
      'the rule that is gone',
      /^ip netns exec qrouter-6259a93a-\S+ iptables-save$/,
      (text: string) => text.replace(/^-A \S+ -d 203.0.113.150\/32 -j DNAT .*\n/gm, ''),
      'floating-ip-dnat-missing',
      '~ -A quantum-l3-agent-OUTPUT -d 203.0.113.150/32 -j DNAT --to-destination 10.11.12.3 in qrouter-6259a93a-c1ab-4357-afb3-b2c25f3da02e is gone (nat)',
    ],
    [
      'the setting that is otherwise',
      ofHost,
      (text: string) => text.replaceAll('"forwarding":true', '"forwarding":false'),
      'host-forwarding-off',
      '~ net.ipv4.ip_forward: 1 → 0',
    ],
    [
      'the default route of its router',
      /^ip -n qrouter-6259a93a/,
      (text: string) => text.replace(/\{[^{}]*"dst":"default"[^{}]*\},/, ''),
      'router-default-route-missing',
      '~ route to default in qrouter-6259a93a-c1ab-4357-afb3-b2c25f3da02e is gone (default via 203.0.113.1 dev qg-e271892c-4d)',
    ],
  ])('%s', async (_what, where, change, check, line) => {
    const lines = await linesAfter('folsom', where, change);
    expect(lines[0]).toMatch(new RegExp(`^✗ broke: .* \\(${check}\\)$`));
    expect(lines[1]).toBe(`    ${line}`);
  });

  test('the policy that drops what is forwarded', async () => {
    const lines = await linesAfter('neutron', /^iptables-save$/, (text) =>
      text.replace(':FORWARD ACCEPT', ':FORWARD DROP'),
    );
    expect(lines[0]).toMatch(/^✗ broke: .* \(host-forward-dropped\)$/);
    expect(lines[1]).toBe('    ~ -P FORWARD: ACCEPT → DROP');
  });

  test('nothing, where what changed breaks nothing', async () => {
    const lines = await linesAfter('neutron', /^ovs-vsctl /, (text) => text.replaceAll('"secure"', '"standalone"'));
    expect(lines.toSorted()).toEqual(
      ['br-ex', 'br-int', 'br-tun'].map((name) => `~ ${name} fail mode: secure → standalone`),
    );
  });
});

test('a port of the switch that is a device of the host, too, is told once', async () => {
  const shut = (text: string) => text.replace(/("ifname":"qvo52da070d-93","flags":\[[^\]]*),"UP","LOWER_UP"/, '$1');
  const after = await momentOf(
    editedHost(healthyHost('folsom'), ({ argv }, result) =>
      argv[1] === '-d' && result.kind === 'exited' ? { ...result, stdout: shut(result.stdout) } : result,
    ),
  );
  expect(differenceOf(healthy, after).changes.map(({ of, name, what }) => [of, name, what])).toEqual([
    ['port', 'qvo52da070d-93', 'state'],
    ['device', 'qvo52da070d-93', 'carrier'],
  ]);
});

test('what happened to many alike has one line', () => {
  const deviceOf = (index: number) =>
    ({ of: 'device', name: `veth${index}`, owner: null, values: { kind: 'veth', mtu: '1500' } }) as const;
  const devices = Array.from({ length: 40 }, (_, index) => deviceOf(index));
  const momentWith = (parts: readonly Part[]): Moment => ({
    ...healthy,
    parts: new Map([['devices', known({ parts, isComplete: true })]]),
  });
  const [none, all] = [momentWith([]), momentWith(devices)];
  const smaller = momentWith(devices.map((device) => ({ ...device, values: { ...device.values, mtu: '1450' } })));
  const textOf = (old: Moment, now: Moment) => inOneLine(differenceOf(old, now));
  expect(textOf(none, all)).toBe('~ device is new: veth0, veth1, veth2 and 37 more\n');
  expect(textOf(all, none)).toBe('~ device is gone: veth0, veth1, veth2 and 37 more\n');
  expect(textOf(all, smaller)).toBe('~ device mtu: 1500 → 1450: veth0, veth1, veth2 and 37 more\n');
});

/** The checksums of pid files, by those that they have with other pids. */
const sumsOf = (pidOf: (pid: string) => string): ReadonlyMap<string, string> =>
  new Map(
    Array.from({ length: 1000 }, (_, pid) => String(pid)).flatMap((pid) =>
      ['', '\n'].map((end): [string, string] => [sumOf(`${pid}${end}`), sumOf(`${pidOf(pid)}${end}`)]),
    ),
  );

test('a line of a host file that is gone is told with its network', () => {
  const line = 'fa:16:3e:53:84:4f,host-10-11-12-3.openstacklocal,10.11.12.3';
  const part: Part = { of: 'host line', name: 'fa:16:3e:53:84:4f', owner: 'net-1', values: { line } };
  const momentWith = (parts: readonly Part[], isComplete: boolean): Moment => ({
    ...healthy,
    parts: new Map([['host files', known({ parts, isComplete })]]),
  });
  expect(inOneLine(differenceOf(momentWith([part], true), momentWith([], true)))).toBe(
    `~ host line of fa:16:3e:53:84:4f for net-1 is gone (${line})\n`,
  );
  // What a list that was cut does not show may be there.
  expect(differenceOf(momentWith([part], true), momentWith([], false)).changes).toEqual([]);
  expect(differenceOf(momentWith([], false), momentWith([part], true)).changes).toEqual([]);
});

describe('what runs', () => {
  /** The healthy host at a later time: what `ps` printed of each process, and what pid files say. */
  const later = (change: (line: string) => string | undefined, pidOf = (pid: string) => pid): Promise<Moment> =>
    momentOf(
      editedHost(healthyHost('neutron'), ({ argv }, result) => {
        if (result.kind !== 'exited') return result;
        const { stdout } = result;
        if (argv[0] === 'ps')
          return {
            ...result,
            stdout: stdout
              .split('\n')
              .flatMap((line) => change(line) ?? [])
              .join('\n'),
          };
        const text = stdout.replace(/(?<=\/pid:)\d+/g, pidOf);
        return {
          ...result,
          stdout: text.replace(/^[0-9a-f]{64}(?= .*\/pid$)/gm, (sum) => sumsOf(pidOf).get(sum) ?? sum),
        };
      }),
    );
  const network = '4338c261-df6f-40ab-a376-e1ffe3fe7045';
  const router = '9761c6ef-394c-44a1-a227-34d7f5311ddf';
  const isDnsmasq = (line: string) => line.includes(`dnsmasq `) && line.includes(network);
  const laterPid = (pid: string) => String(Number(pid) + 20_000);
  const otherPid = (line: string) => line.replace(/\d+/, laterPid);

  const before = healthyNeutron;

  test('has a name for each job, with the network or the router that it is done for', () => {
    const jobs = before.jobs.known ? before.jobs.value : [];
    expect(jobs.map(({ name, owner }) => (owner === null ? name : `${name} ${owner}`)).toSorted()).toEqual(
      [
        'DHCP agent',
        'L3 agent',
        'Open vSwitch agent',
        `dnsmasq ${network}`,
        'dnsmasq dd21654a-5510-4d83-acfc-82c5666aa85b',
        'metadata agent',
        'metadata proxy 6259a93a-c1ab-4357-afb3-b2c25f3da02e',
        `metadata proxy ${router}`,
        'metadata proxy dd21654a-5510-4d83-acfc-82c5666aa85b',
        'ovs-vswitchd',
        'ovsdb-server',
      ].toSorted(),
    );
  });

  test('under another pid, it was restarted, and nothing else changed', async () => {
    const after = await later((line) =>
      /ovs-vswitchd |-l3-agent |haproxy .*9761c6ef/.test(line) ? otherPid(line) : line,
    );
    expect(inOneLine(differenceOf(before, after)).trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^~ ovs-vswitchd was restarted \(pid \d+ → 20\d+\)$/),
      expect.stringMatching(/^~ L3 agent was restarted \(pid \d+ → 20\d+\)$/),
      expect.stringMatching(new RegExp(`^~ metadata proxy for ${router} was restarted \\(pid \\d+ → \\d+\\)$`)),
    ]);
  });

  test('under another pid than its pid file says, it was restarted by somebody else than its agent', async () => {
    const after = await later((line) => (isDnsmasq(line) ? otherPid(line) : line));
    const [broke, restart, ...others] = inOneLine(differenceOf(before, after)).trimEnd().split('\n');
    expect(broke).toMatch(/^✗ broke: .* \(dhcp-pid-file-wrong\)$/);
    expect(restart).toMatch(new RegExp(`^ {4}~ dnsmasq for ${network} was restarted \\(pid \\d+ → \\d+\\)$`));
    expect(others).toEqual([]);
  });

  test('with a worker more or less, it is the same as before', async () => {
    const worker = (line: string) => (line.includes('metadata-agent ') ? `${otherPid(line)}\n${line}` : line);
    const after = await later(worker);
    expect(inOneLine(differenceOf(before, after))).toBe('Nothing changed.\n');
    expect(inOneLine(differenceOf(after, before))).toBe('Nothing changed.\n');
  });

  test('after a restart of the host, one line tells it, and another what has not come back', async () => {
    const all = '~ net01 was restarted, or all programs of the switch and the agents were: none runs on from before';
    expect(inOneLine(differenceOf(before, await later(otherPid, laterPid)))).toBe(`${all}\n`);
    const without = await later((line) => (isDnsmasq(line) ? undefined : otherPid(line)), laterPid);
    const lines = inOneLine(differenceOf(before, without)).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^✗ broke: No dnsmasq runs in .* \(dhcp-server-not-running\)$/);
    expect(lines[1]).toMatch(new RegExp(`^ {4}~ dnsmasq for ${network} has ended \\(pid \\d+ → none\\)$`));
    expect(lines.filter((line) => line.includes('~'))).toEqual([lines[1], all]);
  });

  test('that is not known has neither come nor gone', async () => {
    const blind = await later((line) => (line.includes(' ps -ww ') ? undefined : line));
    for (const difference of [differenceOf(before, blind), differenceOf(blind, before)]) {
      expect(difference.changes).toEqual([]);
      expect(difference.unknown).toEqual([expect.stringMatching(/^processes: .*cut short/)]);
      expect(inOneLine(difference)).toMatch(/\n\? not compared: processes: .*\n$/);
    }
  });

  test('so many of a kind that nobody would read them all have one line', async () => {
    const jobs = (first: number) =>
      Array.from({ length: 300 }, (_, index) => ({
        name: 'dnsmasq',
        owner: `network-${index}`,
        pids: [first + index],
      }));
    const agent = { name: 'DHCP agent', owner: null, pids: [1] };
    const text = inOneLine(
      differenceOf(
        { ...before, jobs: known([agent, ...jobs(1000)]) },
        { ...before, jobs: known([agent, ...jobs(2000)]) },
      ),
    );
    expect(text).toBe('~ dnsmasq was restarted: network-0, network-1, network-2 and 297 more\n');
  });
});

test('what was not looked at before is not new, and what is not looked at any more is not gone', async () => {
  const blind: Moment = { ...healthy, parts: new Map([...healthy.parts, ['ports', unknown('ovs-vsctl is missing')]]) };
  const unseen = await momentOf(
    editedHost(healthyHost('folsom'), ({ argv }, result) =>
      argv[0] === 'ip' && argv[1] === '-n' ? { kind: 'not-recorded' } : result,
    ),
  );
  for (const [old, now] of [
    [healthy, blind],
    [blind, healthy],
    [healthy, unseen],
    [unseen, healthy],
  ] as const) {
    expect(differenceOf(old, now).changes).toEqual([]);
  }
  expect(inOneLine(differenceOf(healthy, blind))).toBe(
    'Nothing changed.\n? not compared: ports: ovs-vsctl is missing\n',
  );
});

test('of several changes the one that a finding is about comes first, then those that it names', async () => {
  const finding = broken.report.findings.find(({ check }) => check === 'dhcp-server-not-running');
  if (finding === undefined) throw new Error('the recording has no such finding');
  const port = { of: 'port', name: 'tap1', owner: null, what: 'tag', old: '1', new: '77' } as const;
  const about = { ...finding, subject: { kind: 'port', id: 'tap1', name: 'tap1' }, evidence: [] } as const;
  const changes: Change[] = [
    { ...port, id: 'C1', name: 'tap10' },
    { ...port, id: 'C2', what: 'state', old: 'up', new: 'down' },
    { ...port, id: 'C3' },
    { ...port, id: 'C4', name: 'tap2' },
    { ...port, id: 'C5', of: 'process', name: 'dnsmasq', owner: 'another-network', what: 'pid' },
  ];
  const order = (summary: string) => explanationsOf({ ...about, summary }, changes).map(({ id }) => id);
  expect(order('tap1 has tag 77, and the others of its network have 1.')).toEqual(['C3', 'C2']);
  expect(order('tap1 is down, and so is tap2.')).toEqual(['C2', 'C3', 'C4']);
  expect(order('No dnsmasq runs.')).toEqual(['C2', 'C3']);
  const daemon = { ...port, id: 'C6', of: 'process', name: 'ovs-vswitchd', what: 'pid' } as const;
  const left = {
    ...about,
    summary: 'ovs-vswitchd made tap2 anew.',
    subject: { kind: 'host', id: 'x', name: 'x' },
  } as const;
  expect(explanationsOf(left, [...changes, daemon]).map(({ id }) => id)).toEqual(['C6', 'C4']);
});

test('what can not be judged any more has not healed', () => {
  const checks = healthy.report.checks.map((check) =>
    check.id === 'dhcp-server-not-running' ? { ...check, verdict: 'unknown' as const } : check,
  );
  const difference = differenceOf(broken, { ...healthy, report: { ...healthy.report, checks } });
  expect(difference.healed.map(({ check }) => check)).not.toContain('dhcp-server-not-running');
  expect(difference.untold).toEqual(['dhcp-server-not-running']);
});

test('the command line compares reports and recordings, and refuses anything else', () => {
  const run = (...words: readonly string[]) =>
    spawnSync(process.execPath, [join(packageRoot, 'dist/src/cli.js'), 'diff', ...words], { encoding: 'utf8' });
  const [old, now] = [join(folder, 'old.json'), join(folder, 'new.json')];
  writeFileSync(old, JSON.stringify(healthy.report));
  writeFileSync(now, JSON.stringify(broken.report));
  expect(run(old, now)).toMatchObject({ status: 1, stdout: expect.stringMatching(/^✗ broke: No dnsmasq runs/) });
  expect(run(now, old)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^✓ fixed: No dnsmasq runs/) });
  expect(run(old, old).stdout).toBe(
    'Nothing changed.\n? not compared: ports, processes: needs recordings, not reports\n',
  );
  expect(run(healthyRecordings.folsom, brokenFolder).status).toBe(1);
  const json = JSON.parse(run('--format', 'json', healthyRecordings.folsom, brokenFolder).stdout);
  const { broke, changes, explanations, unknown: missing } = differenceSchema.parse(json);
  expect([broke[0]?.check, missing]).toEqual(['dhcp-server-not-running', []]);
  const first = explanations.find(({ finding }) => finding === broke[0]?.id)?.changes[0];
  expect(changes.find(({ id }) => id === first)).toMatchObject({ of: 'process', name: 'dnsmasq', new: null });
  writeFileSync(old, '{}');
  expect(run(old, now)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^qdoctor: [^\n]+\n$/) });
});
